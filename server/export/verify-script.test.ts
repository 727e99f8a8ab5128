import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { buildEntry, entryHash, firstPrev } from '#lib/domain/chain/entry.ts';
import type { ExportLine } from '#lib/domain/chain/entry.ts';
import { verifyNdjson } from '../cli/verify-chain.ts';

/* The script that comes with an export is as strict as the command: what one refuses the other refuses. */

const folder = mkdtempSync(path.join(tmpdir(), 'yoriai-script-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const salt = 'a1'.repeat(32);
const first = buildEntry(
  firstPrev,
  { v: 1, kind: 'minutes', yes: 2, public: { text: '{{p:attendee/1}}が開会を宣言した。\n"\\' } },
  [{ name: 'attendee/1', value: '大沢 文江', salt }],
) as ExportLine;
const second = buildEntry(first.hash, { v: 1, kind: 'decision', public: { no: '2022-08' } }) as ExportLine;
const file = [first, second].map((line) => `${JSON.stringify(line)}\n`).join('');
const lineOf = (line: object) => `${JSON.stringify(line)}\n`;

function script(content: string | Uint8Array, ...head: string[]) {
  const chain = path.join(folder, 'chain.ndjson');
  writeFileSync(chain, content);
  const verifier = path.join(import.meta.dirname, 'verify.mjs');
  return spawnSync(process.execPath, [verifier, chain, ...head], { encoding: 'utf8' });
}

/** The first entry with a body of another form, its hash made for it. */
function sealedAs(spelled: string, body: ExportLine['body']): string {
  const hash = entryHash(firstPrev, body) as string;
  return `{"prev":"${firstPrev}","hash":"${hash}","body":${spelled}}\n`;
}

const deep = `${'['.repeat(70)}${']'.repeat(70)}`;

test.each([
  ['as it was written', file],
  ['with empty lines, CR LF and a byte order mark', `\ufeff\n${file.replaceAll('\n', '\r\n\r\n')}`],
  ['with keys in another order and space between', file.replace('{"prev"', '{ "prev"')],
  ['without disclosures', lineOf({ prev: first.prev, hash: first.hash, body: first.body })],
  ['with escapes', file.replace('大沢', '\\u5927\\u6ca2')],
  ['empty', ''],
])('[F-S9] [CHN13] a file %s verifies', (_, content) => {
  expect(verifyNdjson(content).ok).toBe(true);
  expect(script(content)).toMatchObject({ status: 0 });
});

test.each([
  ['a key twice in the body', file.replace('"yes":2', '"yes":1,"yes":2')],
  ['a key twice in the line', file.replace('{"prev"', `{"prev":"${firstPrev}","prev"`)],
  ['a key twice by an escape', file.replace('"yes":2', '"\\u0079es":1,"yes":2')],
  ['another member of the line', file.replace('{"prev"', '{"note":"可決","prev"')],
  ['another member of a disclosure', file.replace('"salt"', '"note":"x","salt"')],
  ['a fraction', file.replace('"yes":2', '"yes":2.0')],
  ['a fraction too fine to see', file.replace('"yes":2', '"yes":2.0000000000000000001')],
  ['an exponent', file.replace('"yes":2', '"yes":2e0')],
  ['a number beyond what is whole', sealedAs('{"n":9007199254740993}', { n: 9007199254740992 })],
  ['minus nothing', sealedAs('{"n":-0}', { n: 0 })],
  ['a number with a nought before it', file.replace('"yes":2', '"yes":02')],
  ['a salt in capitals', file.replace(salt, salt.toUpperCase())],
  ['rubbish behind a salt', file.replace(salt, `${salt}zz`)],
  ['a short salt', file.replace(salt, salt.slice(2))],
  ['a hash in capitals', file.replace(first.hash, first.hash.toUpperCase())],
  ['rubbish behind a hash', file.replace(`"hash":"${first.hash}"`, `"hash":"${first.hash}00"`)],
  ['digests that are none', sealedAs('{"personal":{"a":"b"}}', { personal: { a: 'b' } })],
  ['digests in a list', sealedAs('{"personal":[]}', { personal: [] })],
  ['a body that is a list', sealedAs('[]', [] as never)],
  ['disclosures that are no list', file.replace(/"disclosures":\[\]/, '"disclosures":{}')],
  ['half a character', sealedAs('{"t":"\\ud800"}', { t: '\ud800' })],
  ['a prototype', file.replace('"yes":2', '"yes":2,"__proto__":{}')],
  ['a prototype by an escape', file.replace('"yes":2', '"yes":2,"__pr\\u006fto__":{}')],
  ['more than 64 levels', sealedAs(`{"d":${deep}}`, { d: JSON.parse(deep) as never })],
  ['two values in a line', file.replace('}\n', '}{}\n')],
  ['a comma at the end', file.replace('"disclosures":[]', '"disclosures":[],')],
  ['a cut line', file.slice(0, 300)],
  ['a tab in a text', file.replace('開会', '開\t会')],
  [
    'a value disclosed twice',
    lineOf({ ...first, disclosures: [...first.disclosures, ...first.disclosures] }),
  ],
  ['a name of every object', lineOf({ ...first, disclosures: [{ name: 'toString', value: '', salt }] })],
  ['a line that is no object', `null\n${file}`],
  ['bytes that are no UTF-8', Buffer.concat([Buffer.from(file.slice(0, 200)), Buffer.from([0xff])])],
])('[F-S9] [CHN8] [CAN5] %s does not verify', (_, content) => {
  expect(typeof content === 'string' && content === file).toBe(false);
  expect(verifyNdjson(content).ok).toBe(false);
  expect(script(content)).toMatchObject({ status: 1 });
});

test('[F-S10] [CHN10] the script says how many entries follow the head asked for', () => {
  expect(script(file, first.hash).stdout).toContain('Entries after the head asked for: 1.');
  expect(script(file, second.hash).stdout).toContain('Entries after the head asked for: 0.');
});

test('[F-S10] [CHN10] the script takes a head in the groups it is printed in, and as the command takes it', () => {
  const groups = first.hash.slice(0, 20).toUpperCase().match(/.{4}/g)!;
  for (const asked of [['--head', ...groups], [`--head=${first.hash}`]])
    expect(script(file, ...asked)).toMatchObject({ status: 0 });
  // what is no head is not taken for none
  for (const asked of [['--head'], [first.hash.slice(0, 19)]])
    expect(script(file, ...asked)).toMatchObject({ status: 1 });
});
