import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { answerWords } from '#server/cli/answer-words.ts';
import { seedCommand } from '#server/cli/seed.ts';
import { verifyCommand } from '#server/cli/verify.ts';
import { openRights } from '#server/effects/rights.ts';
import { openRecords } from '#server/db/open.ts';
import { openSessions } from '#server/session/session.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { membersForYears, seedHouse, type SeededSeat } from './seed.ts';

const base = mkdtempSync(path.join(tmpdir(), 'yoriai-seed-'));
const in_ = (name: string) => path.join(base, name);
afterAll(() => rmSync(base, { recursive: true, force: true }));

async function run(...args: string[]) {
  const [answers, remarks]: [object[], object[]] = [[], []];
  const code = await seedCommand(
    args,
    (answer) => answers.push(answer),
    (answer) => remarks.push(answer),
  );
  return {
    code,
    answers,
    said: (locale: Locale) => [...answers, ...remarks].flatMap((one) => answerWords(one, locale)),
  };
}

/** All that people have said and decided, without ids, keys and the time of day. */
async function saidIn(folder: string): Promise<unknown> {
  const db = openRecords(folder, { readonly: true });
  try {
    return {
      councils: await db.selectFrom('council').select(['slug', 'name']).orderBy('slug').execute(),
      seats: await db.selectFrom('seat').select(['no', 'label']).orderBy('no').execute(),
      meetings: await db.selectFrom('meeting').select(['seq', 'state']).orderBy('starts_at').execute(),
      items: await db.selectFrom('agenda_item').select(['title', 'type']).orderBy('title').execute(),
      texts: await db.selectFrom('proposal_version').select('text').orderBy('text').execute(),
      issues: await db
        .selectFrom('issue')
        .select(['title', 'body', 'fields', 'state'])
        .orderBy('no')
        .execute(),
      decisions: await db
        .selectFrom('decision')
        .select(['title', 'fiscal_year', 'seq'])
        .orderBy('seq')
        .execute(),
      ballots: await db.selectFrom('ballot').select(['choice', 'reason']).orderBy('reason').execute(),
    };
  } finally {
    await db.destroy();
  }
}

test('seed answers a line a member and open agenda, whose cookie opens it for writing', async () => {
  const folder = in_('town');
  const { code, answers, said } = await run(
    ...['--councils', '2', '--meetings', '2', '--members', '3', '--data', folder],
  );
  expect(code).toBe(0);
  const seats = answers as SeededSeat[];
  expect(seats).toHaveLength(2 * 2 * 3);
  expect(new Set(seats.map(({ doc }) => doc)).size).toBe(4);
  expect(new Set(seats.map(({ cookie }) => cookie)).size).toBe(12);
  expect(readdirSync(base)).toEqual(['town']);
  const db = openRecords(folder);
  const rights = openRights(db, openSessions(db), () => false);
  for (const { doc, cookie, mode, root } of seats) {
    expect(root).toBe('memo');
    const actor = await rights.actorOf(cookie);
    if (!actor || actor === 'ended') throw new Error('nobody');
    expect(await rights.rightsOf(actor, doc)).toMatchObject({ mode });
  }
  await db.destroy();
  expect(said('ja').join('\n')).toMatch(/試験用のデータを .*town に作りました.*\n.*2 つ\n.*委員 3 人/);
  expect(said('en').join('\n')).toMatch(/Synthetic data made/);
}, 60_000);

test('the same seed says and decides the same, another one something else', async () => {
  const made = async (name: string, seed: number) => {
    await seedHouse(in_(name), { councils: 1, meetings: 1, members: 3, years: 0, seed }, 'yoriai');
    return saidIn(in_(name));
  };
  const one = await made('one', 7);
  expect(await made('again', 7)).toEqual(one);
  expect(await made('other', 8)).not.toEqual(one);
}, 60_000);

test('years are lived through: what was decided, signed and sealed in them verifies', async () => {
  const size = { councils: 1, meetings: 0, members: membersForYears, years: 0.2, seed: 1 };
  const shares: number[] = [];
  const seats = await seedHouse(in_('years'), size, 'yoriai', (share) => shares.push(share));
  expect(seats).toEqual([]);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  const lines: object[] = [];
  expect(await verifyCommand(['--data', in_('years')], (answer) => lines.push(answer))).toBe(0);
  expect(lines).toMatchObject([{ council: 'town-1', kinds: { minutes: 1, decision: 1 } }, { ok: true }]);
}, 60_000);

test('a folder that has anything in it, and numbers that make no sense, are refused; nothing is written', async () => {
  const full = in_('full');
  mkdirSync(full);
  writeFileSync(path.join(full, 'letter.txt'), 'x');
  const refused = await run('--data', full);
  expect(refused.code).toBe(2);
  expect(refused.said('ja')).toEqual([expect.stringContaining('は空ではありません')]);
  expect(readdirSync(full)).toEqual(['letter.txt']);
  for (const wrong of [['--members', '0'], ['--councils', 'x'], ['--meetings'], ['--town', '1'], ['extra']]) {
    const { code, said } = await run(...wrong, '--data', in_('never'));
    expect([code, said('ja')]).toEqual([2, [expect.stringContaining('使い方：npm run -s yoriai -- seed')]]);
  }
  const few = await run('--years', '1', '--members', '4', '--data', in_('never'));
  expect(few.said('ja')).toEqual([expect.stringContaining('5 人以上')]);
  expect(readdirSync(base)).not.toContain('never');
});
