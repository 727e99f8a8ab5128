import * as v from 'valibot';
import { expect, test } from 'vitest';
import { plainError } from './log.ts';

/** What an error says in the log. */
function said(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return JSON.stringify(plainError(error));
  }
  throw new Error('nothing went wrong');
}

test('[I11] an error in the log says what and where, and repeats nothing that was entered', () => {
  const words = '坂の上三丁目5-2 渡辺';
  const errors = [
    said(() => JSON.parse(`[${words}`)),
    said(() => v.parse(v.picklist(['a']), words)),
    said(() => new URL(words)),
    said(() => BigInt(words)),
    said(() => {
      throw new Error('column holds no JSON', { cause: new SyntaxError(words) });
    }),
    said(() => {
      throw Object.assign(new Error(`near "${words}": syntax error`), { code: 'SQLITE_ERROR', input: words });
    }),
    said(() => {
      throw words;
    }),
  ];
  for (const error of errors) expect(error).not.toMatch(/坂|渡辺/);
  expect(errors[4]).toContain('column holds no JSON');
  expect(errors[5]).toContain('SQLITE_ERROR');
  expect(errors[5]).toMatch(/log\.test\.ts:\d+/);
});
