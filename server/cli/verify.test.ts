import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson, type CanonicalObject } from '#lib/domain/canonical/json.ts';
import { entryHash, firstPrev } from '#lib/domain/chain/entry.ts';
import { sectionText } from '#lib/doc/minutes.ts';
import { neverExported, nouns, otherFiles } from '#server/export/records.ts';
import { changeByHand } from '#tests/fixtures/by-hand.ts';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { holdMeeting, sealMeeting, type HeldMeeting } from '#tests/fixtures/minutes.ts';
import { exportCommand } from './export.ts';
import { verifyCommand } from './verify.ts';

let house: House;
let council: TestCouncil;
let held: HeldMeeting;
let head: string;
let away: string;

/** Runs a verb; its exit code and the objects it printed. */
async function run(command: typeof verifyCommand, ...args: string[]) {
  const lines: Record<string, unknown>[] = [];
  const asRead = (answer: object) => JSON.parse(JSON.stringify(answer)) as Record<string, unknown>;
  const code = await command(args, (answer) => void lines.push(asRead(answer)));
  return { code, lines };
}
const verify = (...args: string[]) => run(verifyCommand, ...args);
const verifyData = (...args: string[]) => verify('--data', house.dataDir, ...args);

/** Changes rows by hand in the file, as somebody with the disk could, checks, and puts everything back. */
async function spoilt(sql: string, prepare: (folder: string) => void = () => undefined) {
  const copy = mkdtempSync(path.join(tmpdir(), 'yoriai-spoilt-'));
  for (const file of ['records.db', 'words.db']) {
    const db = new SQLite(path.join(house.dataDir, file));
    db.exec(`vacuum into '${path.join(copy, file)}'`);
    db.close();
  }
  prepare(copy);
  const changes = changeByHand(copy, sql);
  const report = await verify('--data', copy);
  rmSync(copy, { recursive: true, force: true });
  return { ...report, changes };
}

/** Makes the chain what a program that knew of no digests had sealed. */
function sealedBefore(folder: string): void {
  const db = new SQLite(path.join(folder, 'records.db'), { readonly: true });
  const rows = db
    .prepare<[], { seq: number; body: string }>('select seq, body from chain_entry order by seq')
    .all();
  db.close();
  let prev = firstPrev;
  for (const { seq, body } of rows) {
    const { records: _, ...rest } = JSON.parse(body) as CanonicalObject;
    const hash = entryHash(prev, rest) as string;
    const set = 'update chain_entry set prev = ?, hash = ?, body = ? where seq = ?';
    changeByHand(folder, set, prev, hash, canonicalJson(rest), seq);
    prev = hash;
  }
  changeByHand(folder, 'delete from chain_records');
}

/** The row that `verify` names after such a change; undefined where everything verified. */
async function faultOf(sql: string, prepare?: (folder: string) => void) {
  const { code, lines, changes } = await spoilt(sql, prepare);
  expect(changes, sql).toBeGreaterThan(0);
  expect(code, sql).toBe(1);
  return lines[0]?.['record'];
}

beforeAll(async () => {
  away = mkdtempSync(path.join(tmpdir(), 'yoriai-export-'));
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  held = await holdMeeting(house, council, '2023-02-15');
  await house.app.sync.writeAs(`meeting/${held.meetingId}/minutes`, 'test', (doc) => {
    sectionText(doc, held.itemId, 'body')!.insert(0, '・坂の上の班\n# 見出しではない | *強くない*');
  });
  await house.must(council.resident, 'submit-issue', {
    councilId: council.councilId,
    title: '=HYPERLINK("http://example.org")',
    body: '集会所の空き時間をたまり場にしたいです。',
  });
  await sealMeeting(house, council, held.meetingId, '2023-03-01');
  house.clock.moveTo(Date.parse('2023-02-20T12:00:00+09:00'));
  const next = await holdMeeting(house, council, '2023-03-01');
  ({ hash: head } = await sealMeeting(house, council, next.meetingId, '2023-03-20'));
});
afterAll(async () => {
  await house.close();
  rmSync(away, { recursive: true, force: true });
});

describe('yoriai verify on a data folder', () => {
  test('[CHN14] verifies beside a running server and says counts, head and what was erased', async () => {
    const { code, lines } = await verifyData();
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      {
        council: 'mizukidai',
        ok: true,
        entries: 4,
        kinds: { decision: 2, minutes: 2 },
        head,
        erased: 0,
        break: null,
      },
      { ok: true, councils: 1, acts: { entries: expect.any(Number), break: null } },
    ]);
  });

  test('[CHN16] an act changed by hand in the log does not verify, and is named', async () => {
    const { code, lines, changes } = await spoilt(`update audit_event set person_id = 'x' where seq = 9`);
    expect(changes).toBe(1);
    expect(code).toBe(1);
    expect(lines).toMatchObject([{ ok: true }, { ok: false, acts: { break: 9 } }]);
  });

  test('[CHN10] a head is reached by any of its entries; a stranger’s, or too few digits, is not', async () => {
    expect(await verifyData('--head', head)).toMatchObject({ code: 0 });
    expect(
      await verifyData(
        '--head',
        head
          .slice(0, 20)
          .toUpperCase()
          .replace(/(.{4})/g, '$1 '),
      ),
    ).toMatchObject({ code: 0 });
    expect((await verifyData('--head', head)).lines).toMatchObject([{ following: 0 }, { following: 0 }]);
    expect(await verifyData('--head', head.slice(0, 19))).toMatchObject({ code: 1 });
    expect(await verifyData('--head', 'f'.repeat(64))).toMatchObject({ code: 1 });
  });

  test('[F-S10] [CHN10] a head that entries follow says how many; one that is not reached says nothing', async () => {
    const first = (await house.app.read.minutes.chain(house.actorOf(null), council.slug, {
      limit: 1,
      after: 0,
    })) as readonly { readonly line: { readonly hash: string } }[];
    const { code, lines } = await verifyData('--head', first[0]!.line.hash);
    expect(code).toBe(0);
    expect(lines).toMatchObject([
      { entries: 4, headReached: true, following: 3 },
      { ok: true, following: 3 },
    ]);
    expect((await verifyData('--head', 'f'.repeat(64))).lines).toMatchObject([
      { headReached: false, following: null },
      { ok: false, following: null },
    ]);
  });

  test('[CHN12] [CHN14] one character of a sealed row changed by hand does not verify', async () => {
    const one = `update chain_entry set`;
    const spoils = [
      `${one} body = replace(body, '声かけ訪問', '声がけ訪問') where seq = 1`,
      `${one} body = replace(body, '"v":1', '"v": 1') where seq = 2`,
      `${one} body = body || ' ' where seq = 3`,
      `${one} hash = replace(hash, substr(hash, 5, 1), case substr(hash, 5, 1) when 'a' then 'b' else 'a' end) where seq = 2`,
      `${one} prev = '${'0'.repeat(64)}' where seq = 2`,
      `${one} at = at + 1 where seq = 4`,
      `${one} kind = 'erratum' where seq = 4`,
      `${one} ref_id = '${'x'.repeat(22)}' where seq = 4`,
      `${one} ref_id = (select ref_id from chain_entry where seq = 3) where seq = 1`,
      `${one} seq = 5 where seq = 4`,
      `delete from chain_entry where seq = 4`,
      `delete from chain_entry where seq = 2`,
      `delete from chain_entry`,
      `update chain_disclosure set value = replace(value, '委員7', '委員8') where name = 'attendee/7' and seq = 2`,
      `update chain_disclosure set salt = replace(salt, substr(salt, 1, 1), case substr(salt, 1, 1) when 'a' then 'b' else 'a' end) where name = 'attendee/7' and seq = 2`,
      `update chain_disclosure set name = 'attendee/99' where name = 'attendee/7' and seq = 2`,
      `update minutes set text_hash = '${'0'.repeat(64)}' where chain_seq = 2`,
      `update minutes set chain_seq = 2 where chain_seq = 4`,
    ];
    for (const sql of spoils) {
      const { code, changes } = await spoilt(sql);
      expect(changes, sql).toBeGreaterThan(0);
      expect(code, sql).toBe(1);
    }
  });

  test('[F-P2] [F-S3] [CHN18] a changed decision, or a division of its roles, does not verify and is named', async () => {
    const decision = 'update decision set';
    const spoils: [sql: string, field: string][] = [
      [`${decision} title = '偽'`, 'decision.title'],
      [`${decision} text = text || '。'`, 'decision.text'],
      [`${decision} text_hash = '${'0'.repeat(64)}'`, 'decision.text_hash'],
      [`${decision} declared_code = 'PASSED_BY_MAJORITY'`, 'decision.declared_code'],
      [`${decision} outcome_code = 'CONSENSUS'`, 'decision.outcome_code'],
      [`${decision} declared_reason = '偽'`, 'decision.declared_reason'],
      [`${decision} scope = 'city_wide'`, 'decision.scope'],
      [`${decision} review_on = '2099-01-01'`, 'decision.review_on'],
      [`update role_division set level = 5`, 'role_division.level'],
      [`update role_task set title = '偽'`, 'role_task.title'],
      [`update role_assignment set responsibility = 'lead'`, 'role_assignment'],
      [`delete from role_division`, 'role_division'],
      [`delete from role_task`, 'role_task'],
    ];
    for (const [sql, field] of spoils) expect(await faultOf(sql), sql).toEqual({ entry: 1, field });
  });

  test('[F-P2] [F-S3] [CHN17] a row that sealed minutes rest on does not verify, and its noun is named', async () => {
    const ofFirst = `where meeting_id = '${held.meetingId}'`;
    const spoils: [sql: string, field: string][] = [
      [`update minutes set document = '{}' ${ofFirst}`, 'minutes.document'],
      [`update attendance set mode = 'absent' ${ofFirst} and seat_id is not null`, 'attendance'],
      [`delete from attendance ${ofFirst}`, 'attendance'],
      [`update agenda_item set title = '偽' ${ofFirst}`, 'agenda'],
      [`update agenda_revision set items = '[]' ${ofFirst}`, 'revisions'],
      [`update meeting set presiding_person_id = null where id = '${held.meetingId}'`, 'meeting'],
      [`update ballot set reason = '偽'`, 'ballots'],
      [`update ballot set entered_by = (select id from person where id <> entered_by limit 1)`, 'ballots'],
      [`update round_roll set person_id = null`, 'roll'],
      [`update objection set reason = '偽'`, 'objections'],
      [`update proposal_version set frozen_at = frozen_at + 1`, 'texts'],
      [`update round set opened_at = opened_at - 1`, 'rounds'],
      [`update decision set declared_at = declared_at - 1`, 'decisions'],
      [`update decision set minority = '[]', declared_by = 'x'`, 'decisions'],
      [`update minutes_signature set at = at - 1`, 'signatures'],
      [`update meeting_roll set weight = '2' ${ofFirst} and no = 4`, 'meetingRoll'],
      [`delete from meeting_roll ${ofFirst} and no = 25`, 'meetingRoll'],
      [`update meeting_presiding set at = at + 60000 ${ofFirst}`, 'presiding'],
      [`update meeting_act set reason = '偽' ${ofFirst}`, 'announced'],
      [`update rule_set set body = json_set(body, '$.sealPolicy', 'chair_only')`, 'rules'],
      [`update meeting set rule_set_id = null where id = '${held.meetingId}'`, 'rules'],
      [`update chain_records set salt = salt || ' '`, 'chain_records'],
      [`delete from chain_records`, 'chain_records'],
      [`update chain_records set digests = '{}'`, 'chain_records'],
    ];
    for (const [sql, field] of spoils) expect(await faultOf(sql), sql).toEqual({ entry: 2, field });
  });

  test('[F-P2] [F-S3] [CHN18] a reply, a text, a role answer that other rows contradict does not verify', async () => {
    const spoils: [sql: string, field: string][] = [
      [`update role_assignment set state = 'accepted'`, 'role_assignment.state'],
      [`update role_assignment set state = 'done' where responsibility = 'lead'`, 'role_assignment.state'],
    ];
    for (const [sql, field] of spoils) expect(await faultOf(sql), sql).toEqual({ entry: 0, field });
  });

  test('[CHN17] [CHN18] entries from before there were digests verify, and are compared by their words', async () => {
    const { code, lines } = await spoilt(`update person set kana = kana || ''`, sealedBefore);
    expect(code).toBe(0);
    expect(lines[0]).toMatchObject({ ok: true, entries: 4, record: null });
    const spoils: [sql: string, entry: number, field: string][] = [
      [`update decision set title = '偽'`, 1, 'decision.title'],
      [`update round set outcome = json_set(outcome, '$.total.for', '99')`, 2, 'round'],
      [`update proposal_version set text = '偽'`, 0, 'proposal_version.text'],
      [`update ballot set choice = 'objection' where choice = 'concern'`, 0, 'round.ballots'],
      [`update round_roll set weight = '2'`, 0, 'round.roll'],
      [
        `update round set input = json_set(input, '$.attendance[0].mode', 'alternate',
           '$.rule.quorum.countAlternate', json('false')),
         rule = json_set(rule, '$.quorum.countAlternate', json('false'))`,
        2,
        'round',
      ],
    ];
    for (const [sql, entry, field] of spoils)
      expect(await faultOf(sql, sealedBefore), sql).toEqual({ entry, field });
  });

  test('[CHN6] [CHN9] [I11] an erased person is counted, and the chain holds', async () => {
    const { code, lines } = await spoilt(`delete from chain_disclosure where name = 'attendee/7'`);
    expect(code).toBe(0);
    expect(lines[0]).toMatchObject({ ok: true, erased: 2, erasedFields: ['2 attendee/7', '4 attendee/7'] });
  });

  test('what cannot be read is 2, and says so', async () => {
    expect(await verify('--data', path.join(away, 'nowhere'))).toMatchObject({ code: 2 });
    mkdirSync(path.join(away, 'broken'));
    writeFileSync(path.join(away, 'broken', 'records.db'), 'これはデータベースではない'.repeat(200));
    expect(await verify('--data', path.join(away, 'broken'))).toMatchObject({ code: 2 });
    mkdirSync(path.join(away, 'foreign'));
    new SQLite(path.join(away, 'foreign', 'records.db')).exec('create table x (y)').close();
    expect(await verify('--data', path.join(away, 'foreign'))).toMatchObject({ code: 2 });
    for (const args of [
      ['--unknown'],
      ['a', 'b'],
      ['--data', house.dataDir, 'file'],
      ['no-such-file.ndjson'],
      [away],
    ])
      expect(await verify(...args)).toMatchObject({ code: 2 });
    expect((await verify('no-such-file.ndjson')).lines[0]).toHaveProperty('error.code', 'unreadable');
  });
});

describe('after the sealing', () => {
  test('[DIV5] [CHN18] a role asked of another party in a sealed division is no change of it', async () => {
    const role = await house.app.db
      .selectFrom('role_assignment')
      .innerJoin('organization', 'organization.id', 'role_assignment.organization_id')
      .select('role_assignment.id')
      .where('organization.name', '=', '町会連合会')
      .executeTakeFirstOrThrow();
    await house.must(council.chair, 'decline-role', { assignmentId: role.id, reason: '人が足りません' });
    await house.must(council.facilitator, 'ask-another-party', {
      assignmentId: role.id,
      organizationId: council.organizations.学校運営協議会,
    });
    expect(await verifyData()).toMatchObject({ code: 0 });
  });
});

describe('yoriai export', () => {
  const folder = () => path.join(away, 'out', 'mizukidai');
  const file = (name: string) => readFileSync(path.join(folder(), name), 'utf8');

  test('writes everything once, into a folder that is new or empty', async () => {
    mkdirSync(path.join(away, 'out'));
    const target = path.join(away, 'out');
    const { code, lines } = await run(exportCommand, target, '--data', house.dataDir);
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ council: 'mizukidai', folder: folder() }]);
    expect(readdirSync(folder()).sort()).toEqual(
      expect.arrayContaining([
        'README.md',
        'agendas',
        'chain.ndjson',
        'council.json',
        'csv',
        'decisions.json',
        'minutes',
        'verify.mjs',
      ]),
    );
    expect(await run(exportCommand, target, '--data', house.dataDir)).toMatchObject({ code: 2 });
    expect(readdirSync(away).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('is refused for an unknown council, a foreign folder or no folder, and leaves nothing behind', async () => {
    const target = path.join(away, 'not-there');
    for (const args of [
      [target, '--council', 'nowhere', '--data', house.dataDir],
      [target, '--data', path.join(away, 'foreign')],
      [target, 'second'],
      [],
    ])
      expect(await run(exportCommand, ...args)).toMatchObject({ code: 2 });
    expect(existsSync(target)).toBe(false);
  });

  test('[CHN7] its chain verifies by the command and by the script that comes with it', async () => {
    const chain = path.join(folder(), 'chain.ndjson');
    expect(await verify(chain, '--head', head)).toMatchObject({
      code: 0,
      lines: [{ ok: true, entries: 4, head }],
    });
    const script = (...args: string[]) =>
      spawnSync(process.execPath, [path.join(folder(), 'verify.mjs'), ...args], { encoding: 'utf8' });
    expect(script(chain, head.slice(0, 20))).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(head),
    });
    expect(script(chain, 'f'.repeat(20))).toMatchObject({ status: 1 });
    expect(script(path.join(folder(), 'gone'))).toMatchObject({ status: 2 });
    const spoiled = path.join(away, 'spoiled.ndjson');
    for (const [from, to] of [
      ['声かけ訪問', '声がけ訪問'],
      ['"value":"委員7"', '"value":"委員8"'],
    ] as const) {
      writeFileSync(spoiled, file('chain.ndjson').replace(from, to));
      expect(await verify(spoiled)).toMatchObject({ code: 1 });
      expect(script(spoiled)).toMatchObject({ status: 1 });
    }
    const lines = file('chain.ndjson').split('\n');
    writeFileSync(spoiled, [lines[1], lines[0], ...lines.slice(2)].join('\n'));
    expect(await verify(spoiled)).toMatchObject({ code: 1 });
    expect(script(spoiled)).toMatchObject({ status: 1 });
  });

  test('every table is in it, but no key to the house', async () => {
    const tables = new Set<string>([...otherFiles, ...neverExported]);
    const walk = (list: typeof nouns) => {
      for (const { table, below } of Object.values(list)) {
        tables.add(table);
        if (below) walk(below);
      }
    };
    walk(nouns);
    const db = new SQLite(path.join(house.dataDir, 'records.db'), { readonly: true });
    const all = db
      .prepare<[], { name: string }>(
        `select name from sqlite_master where type = 'table' and name not like 'kysely%' and name not like 'issue_search%'`,
      )
      .all();
    db.close();
    expect(all.map(({ name }) => name).filter((name) => !tables.has(name))).toEqual([]);
    const everything = readdirSync(folder(), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(json|csv|md|ndjson)$/.test(name))
      .map((name) => file(name))
      .join('');
    for (const secret of ['argon2', 'hiraga-mizukidai', 'passwordHash', 'tokenHash'])
      expect(everything).not.toContain(secret);
  });

  test('records are JSON with opened fields, ISO times and what belongs below', () => {
    const [meeting] = JSON.parse(file('meetings.json')) as Record<string, unknown>[];
    expect(meeting).toMatchObject({
      fiscalYear: 2022,
      seq: 1,
      closedAt: expect.stringMatching(/^2023-02-15T11:58:00\.\d{3}Z$/),
    });
    expect(meeting!['attendance']).toHaveLength(21);
    const [proposal] = JSON.parse(file('proposals.json')) as {
      rounds: { outcome: object; ballots: unknown[] }[];
    }[];
    expect(proposal!.rounds[0]).toMatchObject({ outcome: { code: 'CONSENSUS_WITH_CONCERNS' } });
    expect(proposal!.rounds[0]!.ballots).toHaveLength(21);
    expect(JSON.parse(file('agendas/2022-01.json'))).toMatchObject({
      items: expect.any(Array),
      memo: '次回は四月です。',
    });
  });

  test('[B65] lists open in a spreadsheet and run nothing', () => {
    expect(file('csv/issues.csv')).toContain(`"'=HYPERLINK(""http://example.org"")"`);
    expect(file('csv/decisions.csv')).toMatch(/^\ufeff番号,日付,件名/);
    expect(file('csv/members.csv')).toContain('会長');
    expect(file('csv/roles.csv')).toContain('声かけ訪問,町会連合会,主担当');
  });

  test('minutes are Markdown in the words of the page; what people typed stays words', () => {
    const text = file('minutes/2022-01.md');
    expect(text).toContain('# みずき台中学校区地域づくり推進会議 議事録');
    expect(text).toContain('- 坂の上の班');
    expect(text).toContain('\\# 見出しではない \\| \\*強くない\\*');
    expect(text).toContain('懸念を付して合意した');
    expect(text).toContain('| 声かけ訪問 | 主担当 | 町会連合会 |');
    expect(text).toContain('確定した記録 第2号');
    expect(text).not.toContain('{{p:');
  });
});
