import {
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildApp } from '#server/app.ts';
import { fillSampleCouncil } from '#server/demo/fill.ts';
import { changeByHand } from '#tests/fixtures/by-hand.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { answerWords } from './answer-words.ts';
import { backupCommand } from './backup.ts';
import { exportCommand } from './export.ts';
import type { VerbFault } from './fault-words.ts';
import { keptWords, type KeptAnswer } from './keeping-words.ts';
import { restoreCommand } from './restore.ts';
import { verifyCommand } from './verify.ts';

let house: House;
const away = mkdtempSync(path.join(tmpdir(), 'yoriai-keeping-'));
const yesterday = path.join(away, 'yesterday.tar');
const in_ = (name: string) => path.join(away, name);

beforeAll(async () => {
  house = await openHouse();
  await fillSampleCouncil(house.app);
}, 120_000);
afterAll(async () => {
  // the work of the day may have begun meanwhile, and is not what is looked at here
  await house.app.close();
  rmSync(house.dataDir, { recursive: true, force: true });
  rmSync(away, { recursive: true, force: true });
});

/** Runs `backup` or `restore`; its exit code and its one answer. */
async function run(command: typeof backupCommand, ...args: string[]) {
  const answers: object[] = [];
  const code = await command(args, (answer) => void answers.push(answer));
  expect(answers).toHaveLength(1);
  return { code, answer: answers[0] as KeptAnswer & { error: VerbFault } };
}
const backup = (file: string, data = house.dataDir) => run(backupCommand, file, '--data', data);
const restore = (file: string, data: string) => run(restoreCommand, file, '--data', data);

async function verified(data: string) {
  const lines: unknown[] = [];
  const code = await verifyCommand(['--data', data], (answer) => lines.push(answer));
  return { code, lines };
}

/** What was left in the folder beside what is named. */
function leftBeside(...names: string[]): string[] {
  return readdirSync(away).filter((name) => !names.includes(name));
}

describe('a house in one file', () => {
  test('[AT-6.7] the backup of yesterday is restored: chains, outcomes, documents and papers are as they were', async () => {
    const before = await verified(house.dataDir);
    expect(before).toMatchObject({ code: 0, lines: [{ ok: true, entries: 5 }, { ok: true }] });
    const { code, answer } = await backup(yesterday);
    expect(code).toBe(0);
    expect(answer).toMatchObject({ kept: 'backup', documents: 10, papers: 7, damaged: [] });

    // a day later more has happened
    const { id } = await house.app.db.selectFrom('council').select('id').executeTakeFirstOrThrow();
    await house.must(null, 'submit-issue', { councilId: id, title: '街灯', body: '坂の下が暗いです。' });
    await house.app.sync.writeAs('council/mizukidai/canvas', 'server', (doc) =>
      doc.getText('x').insert(0, '後'),
    );
    expect((await verified(house.dataDir)).lines).not.toEqual(before.lines);

    const back = in_('back');
    expect((await restore(yesterday, back)).code).toBe(0);
    expect(await verified(back)).toEqual(before);
    // and it can be served
    const app = await buildApp({ ...house.app.config, dataDir: back });
    await app.close();
    expect(await verified(back)).toMatchObject({ code: 0 });
  });

  test('only a new or empty folder is filled, and nothing is written over', async () => {
    const full = in_('full');
    mkdirSync(full);
    writeFileSync(path.join(full, 'letter.txt'), 'x');
    expect(await restore(yesterday, full)).toMatchObject({
      code: 2,
      answer: { error: { code: 'not-empty' } },
    });
    expect(readdirSync(full)).toEqual(['letter.txt']);
    const empty = in_('empty');
    mkdirSync(empty);
    expect((await restore(yesterday, empty)).code).toBe(0);
    expect(readdirSync(empty).sort()).toEqual(['blobs', 'records.db', 'words.db']);
  });

  test('a backup that is cut, changed, or none is told apart; nothing is there afterwards', async () => {
    const bytes = readFileSync(yesterday);
    const flipped = Buffer.from(bytes);
    // inside records.db
    flipped[300_000] = (flipped[300_000] ?? 0) ^ 1;
    const cases: [name: string, bytes: Buffer, code: string, exit: number][] = [
      ['cut.tar', bytes.subarray(0, bytes.length - 5_000), 'incomplete', 2],
      ['half.tar', bytes.subarray(0, bytes.length / 2), 'incomplete', 2],
      ['flipped.tar', flipped, 'altered', 1],
      ['letter.tar', Buffer.from('今日は晴れ'), 'not-a-backup', 2],
      ['empty.tar', Buffer.alloc(0), 'not-a-backup', 2],
    ];
    for (const [name, content, code, exit] of cases) {
      writeFileSync(in_(name), content);
      const target = in_('nowhere');
      expect(await restore(in_(name), target), name).toMatchObject({
        code: exit,
        answer: { error: { code } },
      });
      expect(existsSync(target), name).toBe(false);
      rmSync(in_(name));
    }
    expect(leftBeside('yesterday.tar', 'back', 'full', 'empty')).toEqual([]);
  });

  test('a backup whose records do not verify is not restored, whatever its manifest says', async () => {
    const forged = in_('forged');
    await restore(yesterday, forged);
    expect(changeByHand(forged, `update round set outcome = replace(outcome, '21', '20')`)).toBeGreaterThan(
      0,
    );
    const refused = await backup(in_('forged.tar'), forged);
    expect(refused).toMatchObject({ code: 1, answer: { error: { code: 'not-verified' } } });
    expect(existsSync(in_('forged.tar'))).toBe(false);
    expect(readdirSync(path.join(forged, 'backups'))).toEqual([]);
  });

  test('where no folder is, none is a data folder, or two files are given: exit 2 and a sentence', async () => {
    expect(await backup(path.join(away, 'no', 'where.tar'))).toMatchObject({
      code: 2,
      answer: { error: { code: 'no-folder' } },
    });
    expect(await backup(in_('none.tar'), in_('no-house'))).toMatchObject({ code: 2 });
    expect(existsSync(in_('no-house'))).toBe(false);
    for (const args of [[], ['a.tar', 'b.tar']])
      expect(await run(backupCommand, ...args)).toMatchObject({
        code: 2,
        answer: { error: { code: 'usage' } },
      });
  });
});

describe('a house of which a part is lost', () => {
  test('is kept and restored with what there is, and says which paper is not what it was', async () => {
    const hurt = in_('hurt');
    await restore(yesterday, hurt);
    const [first = '', second = ''] = readdirSync(path.join(hurt, 'blobs')).sort();
    writeFileSync(path.join(hurt, 'blobs', first), 'something else');
    renameSync(path.join(hurt, 'blobs', second), in_('taken'));
    const { code, lines } = await verified(hurt);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ ok: false, papers: { damaged: [first, second] } });

    const kept = await backup(in_('hurt.tar'), hurt);
    expect(kept).toMatchObject({ code: 1, answer: { kept: 'backup', damaged: [first, second] } });
    const again = in_('hurt-again');
    expect(await restore(in_('hurt.tar'), again)).toMatchObject({
      code: 0,
      answer: { damaged: [first, second] },
    });
    expect(readFileSync(path.join(again, 'blobs', first), 'utf8')).toBe('something else');
    expect(keptWords(kept.answer, 'ja').at(-1)).toContain(first);

    // what is there is handed out, what is not is told
    const told: object[] = [];
    expect(await exportCommand([in_('hurt-files'), '--data', hurt], (one) => told.push(one))).toBe(0);
    expect(told).toMatchObject([{ council: 'mizukidai', lost: [expect.stringMatching(/^\d{4}-\d+\/\d+-/)] }]);
    expect(answerWords(told[0]!, 'ja').join('')).toContain('失われているため');
  });

  test('a row of a live document that was changed is named', async () => {
    const hurt = in_('hurt-words');
    await restore(yesterday, hurt);
    const file = path.join(hurt, 'words.db');
    const words = readFileSync(file);
    const at = words.indexOf('坂');
    expect(at).toBeGreaterThan(0);
    words[at] = (words[at] ?? 0) ^ 1;
    writeFileSync(file, words);
    const { code, lines } = await verified(hurt);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ documents: { damaged: [expect.stringContaining('/')] } });
  });

  test('words.db of which the middle is lost: the rest is served, told, kept and restored', async () => {
    const hurt = in_('hurt-middle');
    await restore(yesterday, hurt);
    const file = path.join(hurt, 'words.db');
    const words = readFileSync(file);
    const page = words.readUInt16BE(16);
    // the page that holds the rows of one document
    const at = Math.floor(words.indexOf('坂') / page) * page;
    words.fill(0xa5, at, at + page);
    writeFileSync(file, words);
    const { code, lines } = await verified(hurt);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ ok: false, files: [{ file: 'words.db' }] });
    const { damaged } = (lines.at(-1) as { documents: { damaged: string[] } }).documents;
    expect(damaged.length).toBeGreaterThan(0);

    const app = await buildApp({ ...house.app.config, dataDir: hurt });
    expect(await app.health()).toMatchObject({ ok: true });
    expect(await app.db.selectFrom('council').select('slug').execute()).toEqual([{ slug: 'mizukidai' }]);
    await app.close();

    const kept = await backup(in_('middle.tar'), hurt);
    expect(kept).toMatchObject({ code: 1, answer: { kept: 'backup', damaged: ['words.db', ...damaged] } });
    expect(await restore(in_('middle.tar'), in_('middle'))).toMatchObject({ code: 0 });
  });
});
