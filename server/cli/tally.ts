/**
 * `yoriai tally FILE.json | FILE.ndjson` (contracts §6): counts a round, or one a line, without a database. One
 * JSON object a line; what is wrong with the input is an answer too.
 */
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { inputError, outcomeOf } from '#lib/domain/deciding/index.ts';
import { WrongCallError, type Print } from './verb.ts';

const usage = 'tally FILE.json | FILE.ndjson';
const unreadable = inputError('bad-json', null);

/** Prints outcomes. Answers the exit code: 0, or 2 for an input error in FILE.json or no such file. */
export async function tallyCommand(args: string[], print: Print): Promise<number> {
  const [file] = args;
  try {
    if (file === undefined || args.length > 1) throw new WrongCallError({ code: 'usage', usage });
    if (file.endsWith('.ndjson')) {
      for await (const line of linesOf(file)) if (line.trim() !== '') print(outcomeOfText(line));
      return 0;
    }
    const answer = outcomeOfText(await readFile(file, 'utf8'));
    print(answer);
    return 'error' in answer ? 2 : 0;
  } catch {
    print(unreadable);
    return 2;
  }
}

function outcomeOfText(text: string): object {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return unreadable;
  }
  return outcomeOf(json);
}

/** Lines end with LF only: readline would also break at U+2028, which JSON allows inside a text. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}
