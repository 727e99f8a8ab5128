import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tallyCommand } from './tally.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'yoriai-tally-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ballot = { choice: 'consent', via: 'live', at: '2023-02-15T19:30+09:00', textHash: 'ab' };
const round = {
  mode: 'consent',
  rule: { quorum: { op: 'gt', num: 1, den: 2, countAlternate: true, countProxy: true, countWritten: true } },
  textHash: 'ab',
  closesAt: null,
  roll: [
    { key: 's1', weight: '1' },
    { key: 's2', weight: '1' },
  ],
  ballots: [
    { key: 's1', ...ballot },
    { key: 's2', ...ballot },
  ],
};
const wrong = { ...round, ballots: [{ key: 's1', ...ballot, choice: 'for' }] };

/** Writes the file, counts it, and gives back the exit code and the lines, read as JSON. */
async function tallied(name: string, text: string): Promise<{ exit: number; lines: unknown[] }> {
  const file = join(folder, name);
  await writeFile(file, text);
  return run(file);
}

async function run(...args: string[]): Promise<{ exit: number; lines: unknown[] }> {
  const lines: string[] = [];
  const exit = await tallyCommand(args, (answer) => lines.push(JSON.stringify(answer)));
  expect(lines.every((line) => !line.includes('\n'))).toBe(true);
  return { exit, lines: lines.map((line) => JSON.parse(line) as unknown) };
}

const badJson = { error: { code: 'bad-json', field: null } };

describe('[T20] yoriai tally FILE.json', () => {
  test('prints the outcome as one line', async () => {
    const { exit, lines } = await tallied('round.json', JSON.stringify(round, null, 2));
    expect(exit).toBe(0);
    expect(lines).toMatchObject([{ code: 'CONSENSUS', quorum: { attended: '2', needed: '2', met: true } }]);
  });

  test('answers a wrong field with its path, exit 2', async () => {
    expect(await tallied('wrong.json', JSON.stringify(wrong))).toEqual({
      exit: 2,
      lines: [{ error: { code: 'bad-choice', field: 'ballots[0].choice' } }],
    });
  });

  test.each(['', '{', 'nonsense', '[1,]', '\u0000'])('answers %j, which is no JSON, exit 2', async (text) => {
    expect(await tallied('broken.json', text)).toEqual({ exit: 2, lines: [badJson] });
  });

  test('JSON that is no round is an input error without field', async () => {
    expect(await tallied('number.json', '7')).toEqual({
      exit: 2,
      lines: [{ error: { code: 'bad-type', field: null } }],
    });
  });

  test('reads a file that begins with a byte order mark', async () => {
    expect((await tallied('bom.json', '\uFEFF' + JSON.stringify(round))).exit).toBe(0);
  });

  test('a file that is not there, a folder, no file or two files: exit 2', async () => {
    for (const args of [[join(folder, 'nowhere.json')], [folder], [], ['a.json', 'b.json']]) {
      expect(await run(...args)).toEqual({ exit: 2, lines: [badJson] });
    }
    expect(await run(join(folder, 'nowhere.ndjson'))).toEqual({ exit: 2, lines: [badJson] });
  });
});

describe('[T20] yoriai tally FILE.ndjson', () => {
  test('answers line by line, in order, exit 0, blank lines skipped', async () => {
    const text = [JSON.stringify(round), '', '{', '  \r', JSON.stringify(wrong), JSON.stringify(round)].join(
      '\n',
    );
    const { exit, lines } = await tallied('rounds.ndjson', text);
    expect(exit).toBe(0);
    expect(lines).toMatchObject([
      { code: 'CONSENSUS' },
      badJson,
      { error: { code: 'bad-choice', field: 'ballots[0].choice' } },
      { code: 'CONSENSUS' },
    ]);
  });

  test('an empty file answers nothing, exit 0', async () => {
    expect(await tallied('empty.ndjson', '')).toEqual({ exit: 0, lines: [] });
  });

  test('a line separator inside a text does not break the line, nor do CR LF and a last line without end', async () => {
    const odd = JSON.stringify({ ...round, note: 'あ\u2028い\u0085う' });
    const { lines } = await tallied('odd.ndjson', `${odd}\r\n${odd}`);
    expect(lines).toMatchObject([{ code: 'CONSENSUS' }, { code: 'CONSENSUS' }]);
  });

  test('many lines, longer than one read, keep their order', async () => {
    const many = Array.from({ length: 400 }, (_, i) => JSON.stringify(i % 2 ? wrong : round)).join('\n');
    const { lines } = await tallied('many.ndjson', many);
    expect(lines).toHaveLength(400);
    expect(lines.every((line, i) => Object.hasOwn(line as object, 'error') === (i % 2 === 1))).toBe(true);
  });
});
