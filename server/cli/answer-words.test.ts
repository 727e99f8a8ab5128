import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { changeByHand } from '#tests/fixtures/by-hand.ts';
import { holdMeeting, sealMeeting } from '#tests/fixtures/minutes.ts';
import { answerWords, knownVerbs } from './answer-words.ts';
import { backupCommand } from './backup.ts';
import { exportCommand } from './export.ts';
import { restoreCommand } from './restore.ts';
import { seedCommand } from './seed.ts';
import { setupLinkCommand } from './setup-link.ts';
import { tallyCommand } from './tally.ts';
import type { Verb } from './verb.ts';
import { verifyCommand } from './verify.ts';

let house: House;
let council: TestCouncil;
const scratch = mkdtempSync(path.join(tmpdir(), 'yoriai-words-'));

beforeAll(async () => {
  house = await openHouse('2023-02-01');
  council = await foundCouncil(house);
  const { meetingId } = await holdMeeting(house, council, '2023-02-15');
  await sealMeeting(house, council, meetingId, '2023-03-01');
});
afterAll(async () => {
  await house.close();
  rmSync(scratch, { recursive: true, force: true });
});

const verbs: readonly (readonly [verb: Verb, name: string])[] = [
  [backupCommand, 'backup'],
  [exportCommand, 'export'],
  [restoreCommand, 'restore'],
  [seedCommand, 'seed'],
  [setupLinkCommand, 'setup-link'],
  [tallyCommand, 'tally'],
  [verifyCommand, 'verify'],
];

/** What a terminal in Japan shows of a verb. */
async function said(verb: Verb, ...args: string[]): Promise<string> {
  const lines: string[] = [];
  await verb(args, (answer) => void lines.push(...answerWords(answer, 'ja')));
  return lines.join('\n');
}

test('[F-P41] verify and export answer a terminal in Japanese sentences', async () => {
  const sound = await said(verifyCommand, '--data', house.dataDir);
  expect(sound).toMatch(/：封印された記録 \d+ 件。途切れも書き換えもありません。/);
  expect(sound).toMatch(/操作の記録 \d+ 件。/);
  expect(sound).toMatch(/すべて、封印されたときのままです。$/);
  expect(await said(verifyCommand, '--data', house.dataDir, '--head', '00'.repeat(32))).toContain(
    '手もとのしるしが、この記録の中にありません。',
  );

  const spoilt = path.join(scratch, 'spoilt');
  cpSync(house.dataDir, spoilt, { recursive: true });
  changeByHand(spoilt, "update decision set title = '別の題名'");
  const wrong = await said(verifyCommand, '--data', spoilt);
  expect(wrong).toMatch(/1 件目の封印された記録と、フォルダーの中の記録が食い違います/);
  expect(wrong).toMatch(/封印されたときのままではないところがあります。/);

  const out = path.join(scratch, 'out');
  expect(await said(exportCommand, out, '--data', house.dataDir)).toMatch(
    /\d+ 個のファイルを .* に書き出しました。/,
  );
  expect(await said(exportCommand, out, '--data', house.dataDir)).toContain('は空ではありません。');
  expect(
    await said(exportCommand, path.join(scratch, 'no'), '--council', 'nowhere', '--data', house.dataDir),
  ).toBe('nowhere という会議はありません。');
  expect(await said(verifyCommand, '--data', path.join(scratch, 'nothing'))).toContain(
    'データフォルダーを使えません',
  );
  expect(await said(tallyCommand)).toMatch(/JSON のファイルを1つ/);
  expect(knownVerbs(['tally'], 'ja')).toBe('使えるコマンド：tally');
});

test('[F-P41] what is no terminal reads one JSON object a line, whatever its language', () => {
  const env = { ...process.env, LC_ALL: 'ja_JP.UTF-8', DATA_DIR: path.join(scratch, 'nothing') };
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['server/cli/main.ts', ...args], { env, encoding: 'utf8' });
  const failed = run('verify');
  expect(failed.status).toBe(2);
  expect(JSON.parse(failed.stdout)).toMatchObject({
    error: { code: 'unreadable', message: expect.stringContaining("The data folder can't be used") },
  });
  const sound = run('verify', '--json', '--data', house.dataDir);
  expect(sound.status).toBe(0);
  expect(
    sound.stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { ok: boolean }).ok),
  ).toEqual([true, true]);
  const unknown = run('verfiy');
  expect([unknown.status, unknown.stdout, unknown.stderr]).toEqual([
    2,
    '',
    expect.stringContaining('使えるコマンド：'),
  ]);
});

test('[F-P41] whoever calls a verb wrongly is told how to call it, in the language of the terminal', async () => {
  const door = readFileSync(path.join(import.meta.dirname, 'main.ts'), 'utf8');
  const there = [...door.matchAll(/^ {2}'?([a-z-]+)'?: async \(\) =>/gm)].map(([, name]) => name);
  expect(verbs.map(([, name]) => name)).toEqual(there);
  for (const [verb, name] of verbs) {
    // tally has no words but its file
    const wrong = name === 'tally' ? ['a.json', 'b.json'] : ['--surprise'];
    const lines: string[] = [];
    expect(await verb(wrong, (answer) => void lines.push(...answerWords(answer, 'ja')))).toBe(2);
    expect(lines).toEqual([
      name === 'tally'
        ? expect.stringContaining('JSON のファイルを1つ')
        : expect.stringContaining(`使い方：npm run -s yoriai -- ${name} `),
    ]);
  }
  expect(await said(verifyCommand, path.join(scratch, 'none.ndjson'))).toMatch(/none\.ndjson を読めません/);
});

test('[F-P37] setup-link founds a second council beside a running server; the link before it ends, and it works once', async () => {
  const link = async () => {
    const answers: object[] = [];
    const code = await setupLinkCommand(['--data', house.dataDir], (answer) => answers.push(answer));
    expect(code).toBe(0);
    return /\/join\/([\w-]{43})$/.exec((answers[0] as { url: string }).url)![1]!;
  };
  const first = await link();
  const second = await link();
  const found = (token: string, slug: string) =>
    house.act(null, 'create-council', {
      token,
      slug,
      name: 'となりの推進会議',
      city: 'みずき市',
      district: 'となり中学校区',
      preset: 'consent_first_signed',
      personName: '山田 太郎',
      loginName: `founder-${slug}`,
      password: 'correct horse battery staple',
    });
  expect(await found(first, 'tonari')).toMatchObject({ refused: 'not-found', field: 'token' });
  expect(await found('x'.repeat(43), 'tonari')).toMatchObject({ refused: 'not-found', field: 'token' });
  expect(await found(second, 'tonari')).toMatchObject({ slug: 'tonari' });
  expect(await found(second, 'mukai')).toMatchObject({ refused: 'invitation-used' });
  const nothing: object[] = [];
  expect(
    await setupLinkCommand(['--data', path.join(scratch, 'nothing')], (answer) => nothing.push(answer)),
  ).toBe(2);
  expect(nothing).toMatchObject([{ error: { code: 'no-link' } }]);
});
