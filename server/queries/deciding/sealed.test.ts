import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isRefusal } from '#lib/domain/refusal.ts';
import { csvLists } from '#server/export/lists.ts';
import { changeByHand } from '#tests/fixtures/by-hand.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, sealMeeting, type HeldMeeting } from '#tests/fixtures/minutes.ts';

/* What is shown as sealed, after somebody with the file in hand has rewritten the rows. */

let house: House;
let council: TestCouncil;
let held: HeldMeeting;

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  held = await holdMeeting(house, council, '2023-02-15');
  await sealMeeting(house, council, held.meetingId, '2023-03-01');
  await house.must(council.secretariat, 'publish-minutes', { meetingId: held.meetingId });
});
afterAll(() => house.close());

function must<T>(answer: T): Exclude<T, { refused: unknown }> {
  if (isRefusal(answer)) throw new Error(JSON.stringify(answer));
  return answer as Exclude<T, { refused: unknown }>;
}

/** Everything that shows the decision, to the street and to a member. */
async function shown() {
  const { read, db } = house.app;
  const street = must(await read.council.street(council.slug));
  const pages = [];
  for (const actor of [house.actorOf(null), house.actorOf(council.seats[4]!.personId)]) {
    pages.push(must(await read.decisions.register(actor, council.slug)));
    pages.push(must(await read.decisions.one(actor, held.decisionId)));
    pages.push(must(await read.minutes.view(actor, held.meetingId)));
  }
  return { street: street.decisions, pages, csv: (await csvLists(db, council.councilId)).get('decisions') };
}

describe('a sealed decision', () => {
  test('[F-P2] [F-S3] [CHN18] is shown as it was sealed by pages, API and files, whatever its row says', async () => {
    const before = await shown();
    expect(before.street).toMatchObject([{ title: '見守りの役割分担' }]);
    const decision = `update decision set title = '偽の件名', text = '偽の本文', declared_code = 'PASSED_BY_MAJORITY',
      outcome_code = 'PASSED_BY_MAJORITY', declared_reason = '偽', scope = 'city_wide', text_hash = '00'`;
    expect(changeByHand(house.dataDir, decision)).toBe(1);
    const minutes = `update minutes set text_hash = '00', sealed_at = 0, document = '{"document":{"sections":[]}}'`;
    expect(changeByHand(house.dataDir, minutes)).toBe(1);
    expect(await shown()).toEqual(before);
    expect(JSON.stringify(before)).not.toContain('偽');
  });

  test('[F-S3] [CHN18] whose entry was rewritten is not called sealed', async () => {
    const sql = `update chain_entry set body = replace(body, '声かけ訪問', '声がけ訪問') where kind = 'decision'`;
    expect(changeByHand(house.dataDir, sql)).toBe(1);
    const { street, pages } = await shown();
    expect(street).toEqual([]);
    expect(pages[0]).toMatchObject([{ sealIntact: false }]);
    expect(pages[1]).toMatchObject({ sealIntact: false });
  });
});

describe('rows that are final', () => {
  /** As a plain statement in the file, triggers in place. */
  function attempt(sql: string): string {
    const db = new SQLite(path.join(house.dataDir, 'records.db'));
    try {
      db.prepare(sql).run();
      return 'done';
    } catch (error) {
      return (error as Error).message;
    } finally {
      db.close();
    }
  }

  test('[F-S3] [CHN18] refuse a change by themselves', () => {
    const ofFirst = `where meeting_id = '${held.meetingId}'`;
    const refused = [
      `update decision set title = '偽'`,
      `update decision set minority = '[]'`,
      `delete from decision`,
      `update minutes set document = '{}'`,
      `update minutes set state = 'circulated'`,
      `update minutes set signatories = '[]'`,
      `delete from minutes`,
      `update proposal_version set text = '偽'`,
      `insert into proposal_version select 'x', proposal_id, n + 1, '偽', text_hash, frozen_at, frozen_by from proposal_version`,
      `update ballot set choice = 'consent'`,
      `delete from ballot`,
      `insert into ballot select 'x', round_id, seat_id, choice, '', '', via, at + 1, text_hash, entered_by from ballot limit 1`,
      `update round set outcome = '{}'`,
      `update round set input = '{}'`,
      `update round set chair_casts = 'for'`,
      `update round_roll set weight = '2'`,
      `update objection set reason = '偽'`,
      `delete from objection`,
      `update attendance set mode = 'absent' ${ofFirst}`,
      `delete from attendance ${ofFirst}`,
      `insert into attendance select 'x', meeting_id, null, person_id, '', 'observer', via, arrived_at, null, recorded_by from attendance limit 1`,
      `update meeting set state = 'called'`,
      `update meeting set presiding_person_id = null`,
      `update agenda_item set title = '偽' ${ofFirst}`,
      `delete from agenda_item ${ofFirst}`,
      `update agenda_revision set items = '[]'`,
      `insert into agenda_revision select 'x', meeting_id, at, person_id, occasion, items, text_hash from agenda_revision limit 1`,
      `update proposal set state = 'draft'`,
      `update minutes_signature set capacity = 'chair'`,
      `insert into minutes_signature select minutes_id, '${council.seats[8]!.personId}', 'signatory', text_hash, at from minutes_signature limit 1`,
      `update role_division set level = 5`,
      `update role_task set title = '偽'`,
      `update role_assignment set responsibility = 'informed'`,
      `delete from role_assignment`,
      `update chain_records set digests = '{}'`,
      `delete from chain_records`,
    ];
    expect(refused.filter((sql) => attempt(sql) === 'done')).toEqual([]);
  });

  test('[CHN18] leave what goes on afterwards as it was', async () => {
    const asked = await house.app.db
      .selectFrom('role_assignment')
      .innerJoin('seat', 'seat.organization_id', 'role_assignment.organization_id')
      .innerJoin('mandate', 'mandate.seat_id', 'seat.id')
      .select(['role_assignment.id', 'mandate.person_id'])
      .where('role_assignment.responsibility', '=', 'lead')
      .where('mandate.role', '=', 'member')
      .executeTakeFirstOrThrow();
    await house.must(asked.person_id, 'accept-role', { assignmentId: asked.id });
    const state = house.app.db.selectFrom('role_assignment').select('state').where('id', '=', asked.id);
    expect(await state.execute()).toEqual([{ state: 'accepted' }]);
  });
});
