import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#server/db/ids.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, sealMeeting } from '#tests/fixtures/minutes.ts';
import { emptyRecords, engines } from '#tests/fixtures/records.ts';
import { sqliteSchema, type Schema } from '#tests/fixtures/schemas.ts';

/* Rows that are final refuse a change by themselves, on either engine, past every command (I4, I8). */

const refused =
  /append-only|is final|is frozen|stays|kept once|is fixed|are sealed|is circulated|opens? again/;

let schema: Schema;
beforeAll(async () => {
  const records = await emptyRecords('sqlite');
  schema = await sqliteSchema(records.db);
  await records.close();
});

describe.each(engines)('rows that stay, on %s', (engine) => {
  let house: House;
  let council: TestCouncil;
  const raw = (text: string) => sql.raw(text).execute(house.app.db);
  const count = async (table: string) =>
    (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(house.app.db)).rows[0]!
      .n;
  const firstColumn = (table: string) => schema.columns.find((column) => column.table === table)!.column;
  const keptFrom = (verb: string) =>
    schema.triggers.flatMap(({ table, name }) => (name === `${table}_no_${verb}` ? [table] : []));

  /** What this meeting's minutes had no cause for: a correction, a reading, an erratum with a name behind it. */
  async function putRight(meetingId: string, textHash: string) {
    const { db } = house.app;
    const minutes = await db
      .selectFrom('minutes')
      .select('id')
      .where('meeting_id', '=', meetingId)
      .executeTakeFirstOrThrow();
    const words = { no: 1, place: 'other', quote: '', wording: 'x', why: 'x' };
    const of = { minutes_id: minutes.id, answered_by: null, answered_at: null };
    const person = council.recorder;
    const correction = { ...words, ...of, circulation: 1, own_words: 0, proposed_by: person, proposed_at: 1 };
    await db
      .insertInto('minutes_correction')
      .values({ id: newId(), ...correction })
      .execute();
    await db
      .insertInto('minutes_reading')
      .values({ minutes_id: minutes.id, person_id: person, text_hash: textHash, at: 1 })
      .execute();
    const asked = { council_id: council.councilId, asked_by: person, asked_at: 1, chain_seq: null };
    const erratumId = newId();
    await db
      .insertInto('minutes_erratum')
      .values({ id: erratumId, ...words, ...of, ...asked })
      .execute();
    await db
      .insertInto('erratum_signature')
      .values({ erratum_id: erratumId, person_id: person, at: 1 })
      .execute();
  }

  beforeAll(async () => {
    house = await openHouse('2023-02-01', {}, engine);
    council = await foundCouncil(house);
    const { meetingId } = await holdMeeting(house, council, '2023-02-15');
    const { textHash } = await sealMeeting(house, council, meetingId, '2023-03-01');
    await putRight(meetingId, textHash);
    const [ballot] = await house.app.db.selectFrom('ballot').selectAll().limit(1).execute();
    const id = council.councilId;
    // what a first meeting leaves empty
    await house.app.db
      .insertInto('council_former_slug')
      .values({ council_id: id, slug: 'before', until_at: 1 })
      .execute();
    await house.app.db.insertInto('audit_origin').values({ council_id: id, hash: '' }).execute();
    const earlier = {
      at: 1,
      person_id: null,
      command: '',
      entity: '',
      entity_id: '',
      detail: '',
      prev_hash: '',
      hash: '',
    };
    await house.app.db
      .insertInto('audit_earlier')
      .values({ council_id: id, seq: 1, ...earlier })
      .execute();
    await expect(
      house.app.db
        .insertInto('ballot_taken_back')
        .values({ ballot_id: ballot!.id, taken_back_by: council.recorder, at: 1 })
        .execute(),
    ).rejects.toThrow('the round takes no more replies');
    await expect(
      house.app.db
        .insertInto('ballot')
        .values({ ...ballot!, id: newId() })
        .execute(),
    ).rejects.toThrow('the round takes no more replies');
  });
  afterAll(() => house.close());

  test('each table that only grows has rows here, but where older chains began and what the sample council has no cause for', async () => {
    const empty: string[] = [];
    for (const table of keptFrom('update')) if ((await count(table)) === 0) empty.push(table);
    expect(empty.sort()).toEqual([
      'audit_start',
      'ballot_batch',
      'ballot_taken_back',
      'compiled_paper',
      'consultation_answer',
      'consultation_erratum',
      'consultation_event',
      'consultation_report',
      'objection_reclassed',
      'proposal_withdrawal',
      'questionnaire',
      'round_amendment',
      'writing_deadline',
      'written_answer',
    ]);
    expect(keptFrom('update').length).toBeGreaterThan(12);
  });

  test('[I8] none of them is changed', async () => {
    for (const table of keptFrom('update')) {
      if ((await count(table)) === 0) continue;
      const column = firstColumn(table);
      await expect(raw(`update ${table} set ${column} = ${column}`), table).rejects.toThrow(refused);
    }
  });

  test('[I8] none of them is deleted, nor emptied as a whole', async () => {
    for (const table of keptFrom('delete')) {
      const before = await count(table);
      if (before === 0) continue;
      await expect(raw(`delete from ${table}`), table).rejects.toThrow(refused);
      if (engine === 'postgres')
        await expect(raw(`truncate ${table} cascade`), table).rejects.toThrow(refused);
      expect(await count(table), table).toBe(before);
    }
  });

  test('[I4] [I8] nor any column that is fixed once it is written', async () => {
    const fixed = schema.triggers.filter(
      ({ when, name }) => when.startsWith('before update of') && /_(final|frozen)$/.test(name),
    );
    expect(fixed.length).toBeGreaterThan(6);
    for (const { table, when } of fixed)
      for (const column of when.replace('before update of ', '').split(', ')) {
        expect(await count(table), table).toBeGreaterThan(0);
        await expect(raw(`update ${table} set ${column} = ${column}`), `${table}.${column}`).rejects.toThrow(
          refused,
        );
      }
  });

  test('[I8] what stands in sealed minutes is neither changed, deleted nor added to', async () => {
    for (const table of ['attendance', 'agenda_item', 'proposal'] as const) {
      const [row] = await house.app.db.selectFrom(table).selectAll().limit(1).execute();
      await expect(raw(`update ${table} set id = id`), table).rejects.toThrow('are sealed');
      await expect(raw(`delete from ${table} where id = '${row!.id}'`), table).rejects.toThrow('are sealed');
      await expect(
        house.app.db
          .insertInto(table)
          .values({ ...row!, id: newId() } as never)
          .execute(),
        table,
      ).rejects.toThrow('are sealed');
    }
    for (const change of [`place = place`, `state = 'cancelled'`, `opened_at = 0`])
      await expect(raw(`update meeting set ${change}`), change).rejects.toThrow('are sealed');
    for (const change of [`document = ''`, `state = 'drafting'`, `sealed_at = 1`, `signatories = '[]'`])
      await expect(raw(`update minutes set ${change}`), change).rejects.toThrow('sealed');
    await expect(raw('delete from minutes')).rejects.toThrow('fixed');
    // publishing is what is left to do
    await raw('update minutes set published_at = 5');
  });

  test('[I4] a round that was counted is not opened again, and asks about a frozen text', async () => {
    await expect(raw(`update round set state = 'open'`)).rejects.toThrow('not opened again');
    await expect(raw(`update round set outcome = '{}'`)).rejects.toThrow('final');
    const [round] = await house.app.db.selectFrom('round').selectAll().limit(1).execute();
    await expect(
      house.app.db
        .insertInto('round')
        .values({ ...round!, id: newId(), no: 99, text_hash: 'f'.repeat(64) })
        .execute(),
    ).rejects.toThrow('frozen text');
  });

  test('[CHN16] where the chains began is kept once', async () => {
    await expect(
      house.app.db.insertInto('audit_start').values({ seq: 1, hash: '' }).execute(),
    ).rejects.toThrow('kept once');
  });
});
