import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SQLite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueSetupLink } from '#server/commands/council/setup-link.ts';
import { fillSampleCouncil } from '#server/demo/fill.ts';
import { readNoun, nouns, readPeople } from '#server/export/records.ts';
import { strangeRows, strangerIn } from '#server/db/lone-council.ts';
import { isCouncilDoc } from '#server/keeping/council-docs.ts';
import { tarHead } from '#server/keeping/tar.ts';
import { readCouncilManifest, type CouncilManifest } from '#server/keeping/manifest.ts';
import { packHouse } from '#server/keeping/pack-house.ts';
import { readPacked } from '#server/keeping/read-backup.ts';
import { changeByHand } from '#tests/fixtures/by-hand.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { checkHouse } from './check-house.ts';
import { exportCouncilCommand } from './export-council.ts';
import type { VerbFault } from './fault-words.ts';
import { importCouncilCommand } from './import-council.ts';
import { movedWords, type MovedAnswer } from './moving-words.ts';
import { restoreCommand } from './restore.ts';
import type { Verb } from './verb.ts';
import { verifyCommand } from './verify.ts';

/** The house of the sample council, with a second council; a new house; a house with a council of its own. */
let house: House;
let empty: House;
let full: House;
const away = mkdtempSync(path.join(tmpdir(), 'yoriai-moving-'));
const in_ = (name: string) => path.join(away, name);
const file = in_('mizukidai.tar');
const password = 'とても長い合言葉です1';

beforeAll(async () => {
  [house, empty, full] = [await openHouse(), await openHouse(), await openHouse()];
  await fillSampleCouncil(house.app);
  await found(house, 'tonari');
  await found(full, 'mizukidai');
  cpSync(full.dataDir, in_('target'), { recursive: true });
  await house.app.sync.writeAs('council/mizukidai/canvas', 'server', (doc) =>
    doc.getText('x').insert(0, '付箋'),
  );
}, 120_000);
afterAll(async () => {
  for (const { app, dataDir } of [house, empty, full]) {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
  rmSync(away, { recursive: true, force: true });
});

async function found({ app, clock, must }: House, slug: string): Promise<void> {
  await must(null, 'create-council', {
    token: await issueSetupLink(app.db, clock.now()),
    slug,
    name: 'となり中学校区地域づくり推進会議',
    city: 'ことのは市',
    district: 'となり中学校区',
    preset: 'consent_first_signed',
    personName: '山田 太郎',
    loginName: `founder-${slug}`,
    password,
  });
}

async function run(command: Verb, ...args: string[]) {
  const answers: object[] = [];
  const code = await command(args, (answer) => void answers.push(answer));
  expect(answers).toHaveLength(1);
  return { code, answer: answers[0] as MovedAnswer & { error: VerbFault } };
}
const exported = (to: string, slug: string, data = house.dataDir) =>
  run(exportCouncilCommand, to, '--council', slug, '--data', data);
const imported = (from: string, data: string, ...more: string[]) =>
  run(importCouncilCommand, from, '--data', data, ...more);

async function verified(data: string) {
  const lines: object[] = [];
  const code = await verifyCommand(['--data', data], (answer) => lines.push(answer));
  return { code, lines };
}

/** Everything the records say of a council, its log of acts aside, which has gone on. */
async function everything({ app: { db } }: House, slug: string) {
  const { id } = await db
    .selectFrom('council')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  const said: Record<string, unknown> = { people: await readPeople(db, id) };
  for (const [name, noun] of Object.entries(nouns))
    if (!name.startsWith('audit')) said[name] = await readNoun(db, noun, id);
  for (const table of ['chain_entry', 'chain_disclosure', 'help_request'] as const)
    said[table] = await db.selectFrom(table).selectAll().where('council_id', '=', id).execute();
  return said;
}

const canvasOf = ({ app }: House, slug: string) =>
  app.sync.look(`council/${slug}/canvas`, (doc) => doc.getText('x').toString());

describe('one council to another server', () => {
  test('[CHN19] comes in whole beside the running server: records, chain, words and papers are the same', async () => {
    const out = await exported(file, 'mizukidai');
    expect(out).toMatchObject({ code: 0, answer: { moved: 'out', entries: 5, documents: 11, papers: 7 } });
    expect(readdirSync(away).sort()).toEqual(['mizukidai.tar', 'target']);
    const into = await imported(file, empty.dataDir);
    expect(into).toMatchObject({ code: 0, answer: { council: 'mizukidai', entries: 5, known: [] } });
    expect(into.answer.head).toBe(out.answer.head);
    const { code, lines } = await verified(empty.dataDir);
    expect({ code, lines }).toMatchObject({
      code: 0,
      lines: [{ entries: 5, head: out.answer.head }, { ok: true }],
    });
    expect(await everything(empty, 'mizukidai')).toEqual(await everything(house, 'mizukidai'));
    expect(await canvasOf(house, 'mizukidai')).toContain('付箋');
    expect(await canvasOf(empty, 'mizukidai')).toBe(await canvasOf(house, 'mizukidai'));
    for (const name of readdirSync(path.join(empty.dataDir, 'blobs')))
      expect(readFileSync(path.join(empty.dataDir, 'blobs', name))).toEqual(
        readFileSync(path.join(house.dataDir, 'blobs', name)),
      );
    for (const { dataDir } of [house, empty]) expect(readdirSync(path.join(dataDir, 'backups'))).toEqual([]);
    expect(movedWords(into.answer, 'ja').join('\n')).toContain('平賀さん（事務局）');
  });

  test('[CNC8] nobody’s password came along; the secretariat comes in by the new slip and gives slips to others', async () => {
    const people = await empty.app.db.selectFrom('person').select(['login_name', 'password_hash']).execute();
    expect(people.length).toBeGreaterThan(25);
    expect(people.filter((one) => one.login_name !== null || one.password_hash !== null)).toEqual([]);
    const again = in_('again.tar');
    const other = await openHouse();
    await exported(again, 'mizukidai', empty.dataDir);
    const { answer } = await imported(again, other.dataDir);
    const token = answer.slips![0]!.url.split('/').at(-1)!;
    const came = await other.must<{ personId: string }>(null, 'accept-invitation', {
      token,
      loginName: 'hiraga',
      password,
    });
    const frame = await other.app.read.council.frame(other.actorOf(came.personId), 'mizukidai');
    expect(frame).toMatchObject({ me: { displayName: '平賀', roles: ['secretariat'] } });
    const { id } = await other.app.db.selectFrom('council').select('id').executeTakeFirstOrThrow();
    const member = await other.app.db
      .selectFrom('mandate')
      .select('person_id')
      .where('role', '=', 'member')
      .executeTakeFirstOrThrow();
    expect(
      await other.must(came.personId, 'issue-password-slip', { councilId: id, personId: member.person_id }),
    ).toMatchObject({ purpose: 'member' });
    // the log of acts goes on where it was
    expect(await verified(other.dataDir)).toMatchObject({ code: 0 });
    await other.app.close();
    rmSync(other.dataDir, { recursive: true, force: true });
  });

  test('[CHN20] a taken address is refused; under another one what was sealed still names the old one', async () => {
    const before = await verified(full.dataDir);
    expect(await imported(file, full.dataDir)).toMatchObject({
      code: 2,
      answer: { error: { code: 'slug-taken', message: expect.stringContaining('/c/mizukidai') } },
    });
    expect(await imported(file, full.dataDir, '--slug', 'Mizuki dai')).toMatchObject({
      code: 2,
      answer: { error: { code: 'bad-slug' } },
    });
    expect(await verified(full.dataDir)).toEqual(before);
    const into = await imported(file, full.dataDir, '--slug', 'mizuki-2');
    expect(into).toMatchObject({ code: 0, answer: { council: 'mizuki-2' } });
    const after = await verified(full.dataDir);
    expect(after).toMatchObject({ code: 0, lines: [{ council: 'mizuki-2', entries: 5 }, {}, { ok: true }] });
    expect(await canvasOf(full, 'mizuki-2')).toBe(await canvasOf(house, 'mizukidai'));
    const { id } = await full.app.db
      .selectFrom('council')
      .select('id')
      .where('slug', '=', 'mizuki-2')
      .executeTakeFirstOrThrow();
    await full.must(null, 'submit-issue', { councilId: id, title: '街灯', body: '坂の下が暗いです。' });
    expect(await verified(full.dataDir)).toMatchObject({ code: 0 });
    // once more, under whatever address
    for (const more of [[], ['--slug', 'mizuki-3']])
      expect(await imported(file, full.dataDir, ...more)).toMatchObject({
        code: 2,
        answer: { error: { code: 'council-here' } },
      });
  });

  test('[F-P37] whoever sits in both councils is asked about, and is one person there if the operator says so', async () => {
    const { id: councilId } = await house.app.db
      .selectFrom('council')
      .select('id')
      .where('slug', '=', 'tonari')
      .executeTakeFirstOrThrow();
    const founder = await house.app.db
      .selectFrom('person')
      .select('id')
      .where('login_name', '=', 'founder-tonari')
      .executeTakeFirstOrThrow();
    const officer = await house.app.db
      .selectFrom('person')
      .select('id')
      .where('login_name', 'is not', null)
      .where('display_name', '=', '戸田')
      .executeTakeFirstOrThrow();
    const { token } = await house.must<{ token: string }>(founder.id, 'open-resident-link', { councilId });
    await house.must(officer.id, 'accept-invitation', { token, as: 'observer' });
    const second = in_('tonari.tar');
    expect(await exported(second, 'tonari')).toMatchObject({ code: 0, answer: { council: 'tonari' } });
    expect(await imported(second, empty.dataDir)).toMatchObject({
      code: 2,
      answer: { error: { code: 'people-here', message: expect.stringContaining('戸田') } },
    });
    expect(await imported(second, empty.dataDir, '--same-people')).toMatchObject({
      code: 0,
      answer: { known: ['戸田'] },
    });
    const me = await empty.app.read.people.me(empty.actorOf(officer.id));
    expect(me?.councils.map(({ slug }) => slug)).toEqual(['mizukidai', 'tonari']);
    expect(await verified(empty.dataDir)).toMatchObject({ code: 0 });
  });

  test('what can’t be exported is refused with a sentence, and no file is left', async () => {
    expect(await exported(in_('x.tar'), 'nowhere')).toMatchObject({
      code: 2,
      answer: { error: { code: 'no-council' } },
    });
    expect(await run(exportCouncilCommand, in_('x.tar'))).toMatchObject({
      code: 2,
      answer: { error: { code: 'usage' } },
    });
    expect(await exported(path.join(away, 'no', 'x.tar'), 'tonari')).toMatchObject({
      answer: { error: { code: 'no-folder' } },
    });
    const hurt = in_('hurt');
    cpSync(house.dataDir, hurt, { recursive: true });
    const [first = ''] = readdirSync(path.join(hurt, 'blobs'));
    rmSync(path.join(hurt, 'blobs', first));
    expect(await exported(in_('x.tar'), 'mizukidai', hurt)).toMatchObject({
      code: 1,
      answer: { error: { code: 'part-damaged', message: expect.stringContaining(first) } },
    });
    expect(existsSync(in_('x.tar'))).toBe(false);
  });
});

const measured = async (folder: string) => readPacked(file, readCouncilManifest, { into: folder });

/** A file as somebody with time and this product's source could make it: changed, then measured and packed anew. */
async function forged(name: string, sql: string | null, manifest: object = {}): Promise<string> {
  const folder = in_(`${name}.made`);
  mkdirSync(folder);
  const { manifest: was } = await measured(folder);
  if (sql !== null) expect(changeByHand(folder, sql)).toBeGreaterThan(0);
  const house = await checkHouse(folder).catch(() => was.house);
  const papers = readdirSync(path.join(folder, 'blobs'));
  const now = Date.parse(was.at);
  await packHouse(
    { house: folder, papers, draft: in_(name), now, progress: () => undefined },
    (files): CouncilManifest => ({ ...was, house, files, ...manifest }),
  );
  rmSync(folder, { recursive: true });
  return in_(name);
}

const raw = (name: string, content: Buffer) => {
  writeFileSync(in_(name), content);
  return in_(name);
};

describe('a file that is not what it says', () => {
  test('is refused, and the house that was asked is as it was', async () => {
    const target = in_('target');
    const before = await verified(target);
    const papers = readdirSync(target);
    const bytes = readFileSync(file);
    const flipped = Buffer.from(bytes);
    flipped[300_000] = (flipped[300_000] ?? 0) ^ 1;
    // a name that leads out of the folder, and a size no disk holds
    const led = Buffer.concat([tarHead('../../words.db', 4, 0), Buffer.alloc(512), bytes]);
    const bomb = Buffer.concat([tarHead(`blobs/${'a'.repeat(64)}`, 2 ** 50, 0), bytes]);
    const theirs = await full.app.db
      .selectFrom('mandate')
      .innerJoin('council', 'council.id', 'mandate.council_id')
      .select('mandate.id')
      .where('council.slug', '=', 'mizukidai')
      .executeTakeFirstOrThrow();
    const outcome = `update round set outcome = replace(outcome, '21', '20')`;
    const session = `insert into session (id, person_id, created_at, expires_at, absolute_expires_at)
      select 'x', id, 1, 9000000000000, 9000000000000 from person limit 1`;
    const number = `update mandate set id = '${theirs.id}' where id = (select id from mandate limit 1)`;
    const cases: [name: string, file: string, code: string, exit: number, says?: string][] = [
      ['cut', raw('cut', bytes.subarray(0, bytes.length - 5_000)), 'incomplete', 2],
      ['half', raw('half', bytes.subarray(0, bytes.length / 2)), 'incomplete', 2],
      ['flipped', raw('flipped', flipped), 'altered', 1],
      ['letter', raw('letter', Buffer.from('今日は晴れ')), 'not-a-council', 2],
      ['nothing', raw('nothing', Buffer.alloc(0)), 'not-a-council', 2],
      ['missing', in_('missing'), 'not-a-council', 2],
      ['leads out', raw('out', led), 'not-a-council', 2, '../../words.db'],
      ['bomb', raw('bomb', bomb), 'incomplete', 2],
      ['newer', await forged('newer', null, { v: 2, version: '9.0.0' }), 'newer', 2, '9.0.0'],
      ['backup', await forged('backup', null, { format: 'yoriai-backup' }), 'not-a-council', 2],
      ['outcome', await forged('outcome', outcome), 'not-verified', 1],
      [
        'named',
        await forged('named', null, { council: { id: 'x', slug: 'x', name: 'x' } }),
        'not-verified',
        1,
      ],
      ['session', await forged('session', session), 'not-alone', 1, 'session'],
      ['number', await forged('number', number), 'rows-taken', 2, 'mandate.id'],
    ];
    for (const [name, given, code, exit, says = ''] of cases) {
      const { code: was, answer } = await imported(given, target, '--slug', 'new-one');
      expect({ name, was, code: answer.error?.code }).toEqual({ name, was: exit, code });
      expect(answer.error.message).toContain(says);
    }
    expect(await verified(target)).toEqual(before);
    expect(readdirSync(target)).toEqual(papers.includes('blobs') ? papers : [...papers, 'backups'].sort());
    expect(readdirSync(path.join(target, 'backups'))).toEqual([]);
    expect(await run(restoreCommand, file, '--data', in_('restored'))).toMatchObject({
      code: 2,
      answer: { error: { code: 'not-a-backup' } },
    });
  }, 60_000);

  test('whatever is in it beside the one council is found', async () => {
    const folder = in_('looked-at');
    mkdirSync(folder);
    await measured(folder);
    const whole = readFileSync(path.join(folder, 'records.db'));
    expect([await strangerIn(folder), strangeRows(folder, isCouncilDoc)]).toEqual([null, null]);
    const person = '(select id from person limit 1)';
    const rows: [sql: string, found: string][] = [
      [
        `insert into invitation (id, purpose, token_hash, created_at, expires_at) values ('x','setup','x',1,9)`,
        'invitation',
      ],
      [`update person set login_name = 'root' where id = ${person}`, 'person'],
      [`insert into person (id, display_name, created_at) values ('x', 'x', 1)`, 'person'],
      [
        `insert into council select 'x', 'x', name, city, district, founded_on, rule_set_id, created_at from council`,
        'council',
      ],
      [`update mandate set council_id = 'x' where person_id = ${person}`, 'mandate'],
      [`update ballot set round_id = 'x' where id = (select id from ballot limit 1)`, 'ballot'],
      [`update audit_event set council_id = null where no = 5`, 'audit_event'],
      [
        `update mandate set seat_id = 'x' where id = (select id from mandate where seat_id is not null limit 1)`,
        'mandate',
      ],
      [`insert into outbox (id, doc, body, at) values ('x', 'council/other/canvas', '{}', 1)`, 'outbox'],
    ];
    for (const [sql, found] of rows) {
      expect(changeByHand(folder, sql), sql).toBeGreaterThan(0);
      expect(strangeRows(folder, isCouncilDoc), sql).toBe(found);
      writeFileSync(path.join(folder, 'records.db'), whole);
    }
    const by = (name: string, sql: string) => {
      const db = new SQLite(path.join(folder, name));
      db.exec(sql);
      db.close();
    };
    by('records.db', 'create trigger t after insert on audit_event begin delete from session; end');
    expect(await strangerIn(folder)).toBe('t');
    writeFileSync(path.join(folder, 'records.db'), whole);
    by('words.db', `update doc set id = 'council/other/canvas' where id like '%canvas'`);
    expect(strangeRows(folder, isCouncilDoc)).toBe('doc');
    by('words.db', 'drop trigger doc_update_stays');
    expect(await strangerIn(folder)).toBe('doc_update_stays');
  });

  test('a house that is damaged itself, of another version or none takes nobody in', async () => {
    const hurt = in_('hurt-house');
    cpSync(empty.dataDir, hurt, { recursive: true });
    changeByHand(hurt, `update round set outcome = replace(outcome, '21', '20')`);
    expect(await imported(file, hurt, '--slug', 'x')).toMatchObject({
      code: 1,
      answer: { error: { code: 'target-damaged' } },
    });
    changeByHand(hurt, `delete from kysely_migration where name like '0030%'`);
    expect(await imported(file, hurt)).toMatchObject({ code: 2, answer: { error: { code: 'unreadable' } } });
    expect(await imported(file, in_('no-house'))).toMatchObject({ code: 2 });
    expect(existsSync(in_('no-house'))).toBe(false);
  });
});
