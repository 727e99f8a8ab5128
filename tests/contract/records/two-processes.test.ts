import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Outcome } from '#lib/domain/deciding/index.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { buildApp, type App } from '#server/app.ts';
import { newId } from '#server/db/ids.ts';
import { holdRound } from '#server/db/held-round.ts';
import { auditReport } from '#server/records/audit-chain.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { range, sitDown, type TestRound, type TestTable } from '#tests/fixtures/deciding.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';

/* Two servers on one PostgreSQL: whatever comes to both at once is done as by one (design §8, safety D.10). */

let house: House;
let other: App;
let otherFolder: string;
let council: TestCouncil;
let table: TestTable;

beforeAll(async () => {
  house = await openHouse('2022-05-14', {}, 'postgres');
  council = await foundCouncil(house);
  table = await sitDown(house, council, '2022-06-15', { seats: range(1, 21) });
  otherFolder = mkdtempSync(path.join(tmpdir(), 'yoriai-'));
  other = await buildApp({ ...house.app.config, dataDir: otherFolder, demoDate: '2022-06-15' });
});
afterAll(async () => {
  await other.close();
  rmSync(otherFolder, { recursive: true, force: true });
  await house.close();
});

/** One act through one of the two servers. */
async function actThrough(app: App, personId: string | null, name: string, input: object, key = newId()) {
  const ran = await app.act(name, input, house.actorOf(personId), key);
  return isRefusal(ran) ? ran : (ran.result as Record<string, unknown>);
}
/** The same act with the same key through both at once. */
const throughBoth = (personId: string | null, name: string, input: object) => {
  const key = newId();
  return Promise.all([house.app, other].map((app) => actThrough(app, personId, name, input, key)));
};
const on = (no: number) => (no === 13 ? council.alternate : council.seats[no - 1]!.personId);
const reply = (round: TestRound, choice = 'consent') => ({
  roundId: round.roundId,
  textHash: round.textHash,
  choice,
});
const ballotsOf = (roundId: string) =>
  house.app.db.selectFrom('ballot').selectAll().where('round_id', '=', roundId).execute();

describe('[I4] a round', () => {
  test('that closes while replies come in through both servers counts all it has told as recorded, and none after', async () => {
    for (const n of range(1, 8)) {
      const round = await table.round(`二つの窓口、第${n}案。`);
      const replies = range(1, 42).map(
        (k) => () =>
          actThrough(k % 2 ? house.app : other, on(((k - 1) % 21) + 1), 'cast-ballot', reply(round)),
      );
      const close = () =>
        actThrough(n % 2 ? other : house.app, council.facilitator, 'close-round', { roundId: round.roundId });
      const acts = [...replies.slice(0, n * 5), close, ...replies.slice(n * 5)];
      const answers = await Promise.all(acts.map((act) => act()));
      const taken = answers.filter((answer) => 'at' in answer).length;
      const refused = answers.flatMap((answer) => ('refused' in answer ? [answer.refused] : []));
      expect(new Set(refused).size).toBeLessThanOrEqual(1);
      if (refused.length > 0) expect(refused[0]).toBe('round-closed');
      expect(await ballotsOf(round.roundId)).toHaveLength(taken);
      const row = await house.app.db
        .selectFrom('round')
        .selectAll()
        .where('id', '=', round.roundId)
        .executeTakeFirstOrThrow();
      expect((JSON.parse(row.input!) as { ballots: unknown[] }).ballots).toHaveLength(taken);
      const seats = new Set((await ballotsOf(round.roundId)).map((ballot) => ballot.seat_id)).size;
      expect(Number((JSON.parse(row.outcome!) as Outcome).total.byChoice['consent' as never] ?? 0)).toBe(
        seats,
      );
    }
  });

  test('is opened once', async () => {
    const { proposalId } = await table.freeze('一度だけ開く。');
    const open = (app: App) =>
      actThrough(app, council.facilitator, 'open-round', { proposalId, mode: 'fist' });
    const answers = await Promise.all([house.app, other, house.app, other].map(open));
    expect(answers.filter((answer) => 'roundId' in answer)).toHaveLength(1);
    const [roundId] = answers.flatMap((answer) => ('roundId' in answer ? [answer.roundId as string] : []));
    await house.must(council.facilitator, 'close-round', { roundId });
  });

  test('decides by locks on its own row, also where nobody takes turns: who is being counted in is waited for', async () => {
    const round = await table.round('順番を待たない人がいても。');
    const [here, there] = [house.app.db, other.db];
    const ballot = (no: number) => ({
      id: newId(),
      round_id: round.roundId,
      seat_id: council.seats[no - 1]!.seatId,
      choice: 'consent',
      via: 'electronic' as const,
      at: house.clock.now(),
      text_hash: round.textHash,
      entered_by: council.seats[no - 1]!.personId,
    });
    /** Until somebody waits for a lock. */
    const waited = async () => {
      for (;;) {
        const { rows } = await sql<{ n: number }>`select count(*) as n from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`.execute(here);
        if (rows[0]!.n > 0) return;
      }
    };
    const inTime = await here.startTransaction().execute();
    await inTime.insertInto('ballot').values(ballot(1)).execute();
    let late: Promise<unknown> = Promise.resolve();
    const counted = there.transaction().execute(async (trx) => {
      await holdRound(trx, round.roundId);
      // who comes now waits for the count
      late = here.insertInto('ballot').values(ballot(2)).execute();
      late.catch(() => undefined);
      await waited();
      const ballots = await trx
        .selectFrom('ballot')
        .select('seat_id')
        .where('round_id', '=', round.roundId)
        .execute();
      await trx
        .updateTable('round')
        .set({
          state: 'closed',
          closed_at: house.clock.now(),
          closed_by: council.facilitator,
          input: '{}',
          outcome: '{}',
        })
        .where('id', '=', round.roundId)
        .execute();
      return ballots;
    });
    await waited();
    await inTime.commit().execute();
    expect(await counted).toEqual([{ seat_id: council.seats[0]!.seatId }]);
    await expect(late).rejects.toThrow('the round takes no more replies');
    expect(await ballotsOf(round.roundId)).toHaveLength(1);
    // what was done past every command, as its command would have
    await house.app.db
      .updateTable('proposal')
      .set({ state: 'not_yet' })
      .where('id', '=', round.proposalId)
      .execute();
  });
});

describe('the same key in both servers at once', () => {
  test('[I3] replies once', async () => {
    const round = await table.round('鍵は一つ。');
    for (const no of range(1, 10)) {
      const [a, b] = await throughBoth(on(no), 'cast-ballot', reply(round));
      expect(a).toHaveProperty('at');
      expect(b).toEqual(a);
    }
    expect(await ballotsOf(round.roundId)).toHaveLength(10);
    await house.must(council.facilitator, 'close-round', { roundId: round.roundId });
  });

  test('makes one meeting with one number', async () => {
    const input = {
      councilId: council.councilId,
      startsAt: '2022-08-20T19:00:00+09:00',
      endsAt: '2022-08-20T21:00:00+09:00',
      place: '第1集会所',
      kind: 'live',
      visibility: 'open',
    };
    const [a, b] = await throughBoth(council.facilitator, 'create-meeting', input);
    expect(a).toHaveProperty('meetingId');
    expect(b).toEqual(a);
  });

  test('of the street and of acts of no council, also with a password', async () => {
    const issue = { councilId: council.councilId, title: '街灯が切れている', body: '夜に暗い。' };
    const [one, two] = await throughBoth(null, 'submit-issue', issue);
    expect(one).toHaveProperty('issueId');
    expect(two).toEqual(one);
    const [language, again] = await throughBoth(council.recorder, 'choose-language', { locale: 'en' });
    expect(again).toEqual(language);
    const invited = await house.must<{ token: string }>(council.secretariat, 'invite-member', {
      councilId: council.councilId,
      displayName: '芦屋',
      role: 'observer',
    });
    const input = { token: invited.token, loginName: 'ashiya', password: 'とても長い合言葉です2' };
    const answers = await throughBoth(null, 'accept-invitation', input);
    expect(
      answers.filter((answer) => !('refused' in answer) || answer.refused === 'already-done'),
    ).toHaveLength(2);
    const people = await house.app.db
      .selectFrom('person')
      .select('id')
      .where('login_name', '=', 'ashiya')
      .execute();
    expect(people).toHaveLength(1);
  });
});

describe('different acts at once', () => {
  test('[R-HAC-01] meetings made through both servers are numbered without a gap, and the log has one end', async () => {
    const made = await Promise.all(
      range(1, 24).map((n) =>
        actThrough(n % 2 ? house.app : other, council.facilitator, 'create-meeting', {
          councilId: council.councilId,
          startsAt: `2022-09-${String(n).padStart(2, '0')}T19:00:00+09:00`,
          endsAt: `2022-09-${String(n).padStart(2, '0')}T21:00:00+09:00`,
          place: '第1集会所',
          kind: 'live',
          visibility: 'open',
        }),
      ),
    );
    expect(made.filter((answer) => 'meetingId' in answer)).toHaveLength(24);
    const rows = await house.app.db
      .selectFrom('meeting')
      .select('seq')
      .where('council_id', '=', council.councilId)
      .where('fiscal_year', '=', 2022)
      .orderBy('seq')
      .execute();
    expect(rows.map(({ seq }) => seq)).toEqual(range(1, rows.length));
    expect((await auditReport(other.db)).break).toBeNull();
  });

  test('[CNC2] one seat is given once', async () => {
    const { seatId } = await house.must<{ seatId: string }>(council.secretariat, 'add-seat', {
      councilId: council.councilId,
      label: '空席',
    });
    const answers = await Promise.all(
      range(1, 8).map((n) =>
        actThrough(n % 2 ? house.app : other, council.secretariat, 'invite-member', {
          councilId: council.councilId,
          displayName: `候補${n}`,
          role: 'member',
          seatId,
        }),
      ),
    );
    expect(answers.filter((answer) => 'personId' in answer)).toHaveLength(1);
    expect(answers.flatMap((answer) => ('refused' in answer ? [answer.refused] : []))).toEqual(
      Array(7).fill('seat-taken'),
    );
  });
});

test('a session that one server gave out is known to the other, and ended in both', async () => {
  const { token } = await house.app.sessions.issue(council.chair, '居間のタブレット');
  expect(await other.sessions.validate(token)).toMatchObject({ personId: council.chair });
  const [listed] = await other.sessions.list(council.chair);
  expect(listed).toMatchObject({ device: '居間のタブレット' });
  await other.sessions.revoke(council.chair, listed!.sessionId);
  expect(await house.app.sessions.validate(token)).toBeUndefined();
});
