// Checks chain.ndjson without anything but Node: node verify.mjs chain.ndjson [[--head] HEX, at least 20 digits]
// Each line: {prev, hash, body, disclosures}. hash = SHA-256("yoriai/entry/v1\0" + prev + canonical body), a name
// or closed item = SHA-256("yoriai/field/v1\0" + salt + canonical [path, value]). Canonical JSON is RFC 8785 with
// strings, booleans, null, whole numbers, lists and objects only. What two readers could read in two ways is no entry:
// a key twice, a fraction, half a character, members nobody vouches for. Exit 0: verifies, 1: does not, 2: unreadable.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const deepest = 64;
const ownHex = /^[0-9a-f]{64}$/;
const pieces = /[ \t\r\n]*(?:(")|(-?(?:0|[1-9][0-9]*))(?![0-9.eE])|(true|false|null)|([[\]{}:,]))/y;

/** The value of one line of JSON; throws where it is none, or one that another reader could take differently. @param {string} text */
function read(text) {
  let at = 0;
  const next = () => {
    pieces.lastIndex = at;
    const found = pieces.exec(text);
    if (!found) throw new Error('no JSON');
    at = pieces.lastIndex;
    if (found[1] !== undefined) found[1] = string(at - 1);
    return found;
  };
  // by hand: an expression over a string of megabytes would exhaust its stack
  /** @param {number} start */
  const string = (start) => {
    for (at = start + 1; text[at] !== '"'; at += 1) {
      if (at >= text.length || text.charCodeAt(at) < 0x20) throw new Error('no string');
      if (text[at] === '\\') at += 1;
    }
    at += 1;
    return whole(JSON.parse(text.slice(start, at)));
  };
  /** @param {RegExpExecArray} found @param {number} depth @returns {unknown} */
  const value = ([, said, number, word, sign], depth) => {
    if (said !== undefined) return said;
    if (word !== undefined) return JSON.parse(word);
    if (number !== undefined) {
      const integer = Number(number);
      if (!Number.isSafeInteger(integer) || Object.is(integer, -0)) throw new Error('not a whole number');
      return integer;
    }
    if ((sign !== '[' && sign !== '{') || depth >= deepest) throw new Error('no value');
    const close = sign === '[' ? ']' : '}';
    const list = [];
    const members = new Map();
    let found = next();
    if (found[4] !== close)
      for (;;) {
        if (sign === '[') list.push(value(found, depth + 1));
        else {
          if (found[1] === undefined || next()[4] !== ':') throw new Error('no member');
          const key = found[1];
          if (key === '__proto__' || members.has(key)) throw new Error('a key twice');
          members.set(key, value(next(), depth + 1));
        }
        const [, , , , after] = next();
        if (after === close) break;
        if (after !== ',') throw new Error('no list');
        found = next();
      }
    return sign === '[' ? list : Object.fromEntries(members);
  };
  const one = value(next(), 0);
  if (/[^ \t\r\n]/.test(text.slice(at))) throw new Error('more than one value');
  return one;
}

/** @param {string} text */
function whole(text) {
  if (/[\ud800-\udfff]/u.test(text)) throw new Error('half a character');
  return text;
}

/** @param {unknown} value @returns {string} */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
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

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param {unknown} value @returns {value is string} */
function isHash(value) {
  return typeof value === 'string' && ownHex.test(value);
}

/** Whether a line has the form of an entry and nothing else in it. @param {unknown} line */
function isEntry(line) {
  if (!isObject(line)) return false;
  const { prev, hash, body, disclosures = [], ...rest } = line;
  return (
    Object.keys(rest).length === 0 &&
    isHash(prev) &&
    isHash(hash) &&
    isObject(body) &&
    (!Object.hasOwn(body, 'personal') ||
      (isObject(body.personal) && Object.values(body.personal).every(isHash))) &&
    Array.isArray(disclosures) &&
    disclosures.every(
      (one) =>
        isObject(one) &&
        Object.keys(one).sort().join() === 'name,salt,value' &&
        typeof one.name === 'string' &&
        isHash(one.salt),
    )
  );
}

/** What is wrong with an entry; '' when nothing is. @param {any} entry @param {string} head */
function fault({ prev, hash, body, disclosures = [] }, head) {
  if (prev !== head) return 'does not follow the entry before';
  if (sha('yoriai/entry/v1', prev, canonical(body)) !== hash) return 'was changed';
  const personal = new Map(Object.entries(body.personal ?? {}));
  const seen = new Set();
  for (const { name, value, salt } of disclosures) {
    if (seen.has(name) || sha('yoriai/field/v1', salt, canonical([name, value])) !== personal.get(name))
      return `${name} was changed`;
    seen.add(name);
  }
  return '';
}

/** Lines that are not empty; null for one that is no UTF-8. @param {Uint8Array} bytes */
function* linesOf(bytes) {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(0x0a, start) < 0 ? bytes.length : bytes.indexOf(0x0a, start);
    let line = null;
    try {
      line = decoder.decode(bytes.subarray(start, end));
    } catch {
      // said as no entry
    }
    if (line?.trim() !== '') yield line;
    start = end + 1;
  }
}

/** @param {Uint8Array} bytes @param {string | null} wanted null: no head is asked for */
function check(bytes, wanted) {
  let head = '0'.repeat(64);
  let [entries, shown, digests, reachedAt] = [0, 0, 0, -1];
  for (const line of linesOf(bytes)) {
    entries += 1;
    let wrong;
    try {
      const entry = /** @type {any} */ (read(line ?? ''));
      wrong = isEntry(entry) ? fault(entry, head) : 'is no entry';
      head = entry.hash;
      shown += (entry.disclosures ?? []).length;
      digests += Object.keys(entry.body.personal ?? {}).length;
    } catch {
      wrong = 'is no entry';
    }
    if (wrong) return { ok: false, words: `Entry ${entries} ${wrong}.` };
    if (wanted !== null && wanted.length >= 20 && head.startsWith(wanted)) reachedAt = entries;
  }
  const words = `${entries} entries verify. Head: ${head}. Values shown: ${shown}, erased or withheld: ${digests - shown}.`;
  if (wanted === null) return { ok: true, words };
  const reached = reachedAt >= 0;
  const follow = entries - reachedAt;
  return {
    ok: reached,
    words: `${words}\n${reached ? `Entries after the head asked for: ${follow}.` : `The head ${wanted} is not reached.`}`,
  };
}

const [file = '', ...rest] = process.argv.slice(2);
// in the groups it is printed in; with --head as the yoriai command takes it
const head =
  rest.length === 0
    ? null
    : rest
        .join('')
        .replace(/^--head=?|\s/g, '')
        .toLowerCase();
try {
  const { ok, words } = check(readFileSync(file), head);
  process.stdout.write(`${words}\n`);
  process.exitCode = ok ? 0 : 1;
} catch (error) {
  console.error(`${file} can't be read: ${error instanceof Error ? error.message : ''}`);
  process.exitCode = 2;
}
