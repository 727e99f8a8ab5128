/**
 * `yoriai verify FILE.ndjson` without the file: checks the lines of one council's chain (contracts §6, §8; CHN13).
 * Lines are read strictly, so that a file in which two readers could see two things does not verify. Empty lines
 * and a byte order mark are passed over. Pure: data folders and printing belong to the command.
 */
import { parseStrict } from '#lib/domain/canonical/parse.ts';
import { verifyChain } from '#lib/domain/chain/verify.ts';
import type { ChainReport } from '#lib/domain/chain/verify.ts';
import { isRefusal } from '#lib/domain/refusal.ts';

/**
 * Report on the lines of an export. Bytes that are no UTF-8, or a line that is no strict JSON, break the chain as
 * `format` (exit 1, like anything that does not verify). `head` as in verifyChain; line numbers are `index` + 1,
 * empty lines not counted.
 */
export function verifyNdjson(
  source: string | Uint8Array,
  options: { readonly head?: string } = {},
): ChainReport {
  return verifyChain(
    valuesOf(typeof source === 'string' ? linesOfText(source) : linesOfBytes(source)),
    options,
  );
}

function* valuesOf(lines: Iterable<string | null>): Iterable<unknown> {
  for (const line of lines) {
    if (line?.trim() === '') continue;
    const value = line === null ? null : parseStrict(line);
    // What cannot be read is handed on as null, which is no line of a chain.
    yield isRefusal(value) ? null : value;
  }
}

function* linesOfText(text: string): Iterable<string> {
  let start = text.startsWith('\ufeff') ? 1 : 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end < 0 ? text.length : end);
    start = end < 0 ? text.length : end + 1;
  }
}

/** null for a line that is no UTF-8. */
function* linesOfBytes(bytes: Uint8Array): Iterable<string | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  let start = hasMark ? 3 : 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end < 0 ? bytes.length : end);
    try {
      yield decoder.decode(line);
    } catch {
      yield null;
    }
    start = end < 0 ? bytes.length : end + 1;
  }
}
