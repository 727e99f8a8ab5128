import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundCouncil, type TestCouncil } from '#tests/fixtures/council.ts';
import { openHouse, type House } from '#tests/fixtures/house.ts';
import { changeByHand } from '#tests/fixtures/by-hand.ts';
import { holdMeeting, sealMeeting } from '#tests/fixtures/minutes.ts';
import { issueSetupLink } from '#server/commands/council/setup-link.ts';
import { answerWords, knownVerbs } from './answer-words.ts';
import { backupCommand } from './backup.ts';
import { exportCommand } from './export.ts';
import { inviteCouncilCommand } from './invite-council.ts';
import type { InvitedAnswer } from './invited-words.ts';
import { exportCouncilCommand } from './export-council.ts';
import { importCouncilCommand } from './import-council.ts';
import { moveCommand } from './move.ts';
import { redirectCouncilCommand } from './redirect-council.ts';
import { restoreCommand } from './restore.ts';
import { seedCommand } from './seed.ts';
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
  [exportCouncilCommand, 'export-council'],
  [inviteCouncilCommand, 'invite-council'],
  [importCouncilCommand, 'import-council'],
  [moveCommand, 'move'],
  [redirectCouncilCommand, 'redirect-council'],
  [restoreCommand, 'restore'],
  [seedCommand, 'seed'],
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
  expect(sound).toMatch(/すべて、封印時の内容と一致しています。$/);
  expect(await said(verifyCommand, '--data', house.dataDir, '--head', '00'.repeat(32))).toContain(
    '手元の照合値が、この記録の中にありません。',
  );

  const spoilt = path.join(scratch, 'spoilt');
  cpSync(house.dataDir, spoilt, { recursive: true });
  changeByHand(spoilt, "update decision set title = '別の題名'");
  const wrong = await said(verifyCommand, '--data', spoilt);
  expect(wrong).toMatch(/1 件目の封印された記録と、フォルダーの中の記録が食い違います/);
  expect(wrong).toMatch(/封印時と異なる箇所があります。/);

  const out = path.join(scratch, 'out');
  expect(await said(exportCommand, out, '--data', house.dataDir)).toMatch(
    /\d+ 個のファイルを .* に書き出しました。/,
  );
  expect(await said(exportCommand, out, '--data', house.dataDir)).toContain('は空ではありません。');
  expect(
    await said(exportCommand, path.join(scratch, 'no'), '--council', 'nowhere', '--data', house.dataDir),
  ).toBe('nowhere という推進会議はありません。');
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

test('[F-P37] invite-council gives each council a slip of its own; they are listed, taken back, and work once', async () => {
  const run = async (...args: string[]) => {
    const answers: object[] = [];
    const code = await inviteCouncilCommand([...args, '--data', house.dataDir], (answer) =>
      answers.push(answer),
    );
    return { code, answer: answers[0] as object };
  };
  const link = async (...args: string[]) => {
    const { code, answer } = await run(...args);
    expect(code).toBe(0);
    const { url } = (answer as { invited: { url: string } }).invited;
    return /\/join\/([\w-]{43})$/.exec(url)![1]!;
  };
  const listed = async () =>
    ((await run('--list')).answer as Extract<InvitedAnswer, { slips: unknown }>).slips.map(
      ({ council: name, createdAt, expiresAt }) =>
        `${name} ${Math.round((Date.parse(expiresAt) - Date.parse(createdAt)) / 86_400_000)}`,
    );
  const earlier = await link('となり中学校区');
  const [tonari, mukai, gone] = [
    await link('となり中学校区'),
    await link('むかい中学校区', '--days', '3'),
    await link('みなみ中学校区'),
  ];
  // the link of a start ends no slip
  await issueSetupLink(house.app.db, Date.now());
  expect(await listed()).toEqual(['となり中学校区 30', 'むかい中学校区 3', 'みなみ中学校区 30', ' 7']);
  expect(await run('みなみ中学校区', '--take-back')).toMatchObject({ code: 0 });
  expect(await run('みなみ中学校区', '--take-back')).toMatchObject({ code: 2 });
  const found = (by: string | null, token: string, slug: string, more: object) =>
    house.act<{ personId: string }>(by, 'create-council', {
      token,
      slug,
      name: 'となりの推進会議',
      city: 'みずき市',
      district: 'となり中学校区',
      preset: 'consent_first_signed',
      ...more,
    });
  const somebody = {
    personName: '山田 太郎',
    loginName: 'yamada',
    password: 'correct horse battery staple',
  };
  for (const token of [earlier, gone, 'x'.repeat(43)])
    expect(await found(null, token, 'tonari', somebody)).toMatchObject({
      refused: 'not-found',
      field: 'token',
    });
  const founded = await found(null, tonari, 'tonari', somebody);
  expect(founded).toMatchObject({ slug: 'tonari' });
  expect(await found(null, tonari, 'mukai', somebody)).toMatchObject({ refused: 'invitation-used' });
  // [CNC34] the second one under the login he has
  const { personId } = founded as { personId: string };
  expect(await found(null, mukai, 'mukai', {})).toMatchObject({ refused: 'bad-input', field: 'personName' });
  expect(await found(personId, mukai, 'mukai', {})).toMatchObject({ slug: 'mukai', personId });
  const me = await house.app.read.people.me(house.actorOf(personId));
  expect(me?.councils.map(({ slug }) => slug)).toEqual(['mukai', 'tonari']);
  expect(await listed()).toEqual([' 7']);
  for (const args of [[], ['a', 'b'], ['a', '--days', '0'], ['a', '--list'], ['--take-back']])
    expect(await run(...args)).toMatchObject({ code: 2 });
  expect(await said(inviteCouncilCommand, 'きた中学校区', '--data', house.dataDir)).toMatch(
    /^きた中学校区を立ち上げるためのリンクです。.*\n {2}http/,
  );
  expect(await said(inviteCouncilCommand, '--list', '--data', house.dataDir)).toContain(
    'サーバーの起動時に表示したリンク',
  );
  const nothing: object[] = [];
  expect(
    await inviteCouncilCommand(['x', '--data', path.join(scratch, 'nothing')], (answer) =>
      nothing.push(answer),
    ),
  ).toBe(2);
  expect(nothing).toMatchObject([{ error: { code: 'no-link' } }]);
});
