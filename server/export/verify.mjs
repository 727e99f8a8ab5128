// Checks chain.ndjson without anything but Node: node verify.mjs chain.ndjson [head, at least 20 hex digits]
// Each line: {prev, hash, body, disclosures}. hash = SHA-256("yoriai/entry/v1\0" + prev + canonical body), a name
// or closed item = SHA-256("yoriai/field/v1\0" + salt + canonical [path, value]). Canonical JSON is RFC 8785 with
// strings, booleans, null, whole numbers, lists and objects only. Exit 0: verifies, 1: does not, 2: unreadable.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** @param {unknown} value @returns {string} */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error('not a whole number');
    return JSON.stringify(value);
  }
  const parts = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${parts.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(',')}}`;
}

/** @param {string} domain @param {string} hex @param {string} text */
function sha(domain, hex, text) {
  return createHash('sha256')
    .update(`${domain}\0`)
    .update(Buffer.from(hex, 'hex'))
    .update(text)
    .digest('hex');
}

/** What is wrong with an entry; '' when nothing is. @param {any} entry @param {string} head */
function fault({ prev, hash, body, disclosures = [] }, head) {
  if (prev !== head) return 'does not follow the entry before';
  if (sha('yoriai/entry/v1', prev, canonical(body)) !== hash) return 'was changed';
  const seen = new Set();
  for (const { name, value, salt } of disclosures) {
    if (seen.has(name) || sha('yoriai/field/v1', salt, canonical([name, value])) !== body.personal?.[name])
      return `${name} was changed`;
    seen.add(name);
  }
  return '';
}

/** @param {string} text @param {string} wanted */
function check(text, wanted) {
  let head = '0'.repeat(64);
  let reached = wanted === '';
  let [entries, shown, digests] = [0, 0, 0];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    entries += 1;
    let wrong;
    try {
      const entry = JSON.parse(line);
      wrong = fault(entry, head);
      head = entry.hash;
      shown += (entry.disclosures ?? []).length;
      digests += Object.keys(entry.body.personal ?? {}).length;
    } catch {
      wrong = 'is no entry';
    }
    if (wrong) return { ok: false, words: `Entry ${entries} ${wrong}.` };
    reached ||= wanted.length >= 20 && head.startsWith(wanted);
  }
  const words = `${entries} entries verify. Head: ${head}. Values shown: ${shown}, erased or withheld: ${digests - shown}.`;
  return { ok: reached, words: reached ? words : `${words}\nThe head ${wanted} is not reached.` };
}

const [file = '', ...rest] = process.argv.slice(2);
try {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  const { ok, words } = check(text, rest.join('').replace(/\s/g, '').toLowerCase());
  process.stdout.write(`${words}\n`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(`${file} can't be read: ${error instanceof Error ? error.message : ''}`);
  process.exitCode = 2;
}
