import type { World } from './world.ts';

/* Values as people who mean harm send them, and as people who mean well do: half true, so that they get past the door. */

export type Pick = (below: number) => number;
export const oneOf = <T>(pick: Pick, list: readonly T[]): T => list[pick(list.length)] as T;
export const chance = (pick: Pick, oneIn: number): boolean => pick(oneIn) === 0;

/** Words that other programmes have stumbled over. */
export const nasty: readonly string[] = [
  '',
  ' ',
  '\u3000\n\t',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udc00x',
  '\u202e逆',
  '\ufeff',
  'e\u0301'.repeat(300),
  '👨‍👩‍👧‍👦'.repeat(50),
  '髙﨑\u{e0100}',
  '../../../../etc/passwd',
  '..%2f..%2frecords.db',
  "'; drop table person; --",
  '" or 1=1 --',
  '%',
  '_',
  '*',
  '"',
  'NEAR(',
  '<script>alert(1)</script>',
  '{{7*7}}',
  '${process.exit()}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '-1',
  '0',
  '1e400',
  '9007199254740993',
  '00000000000000000001',
  'NaN',
  'null',
  'true',
  '[]',
  '{}',
  '2023-02-30',
  '0000-00-00',
  '9999-12-31',
  '+275760-09-13T00:00:00Z',
  '2023-02-08T25:61:61+99:99',
  '2026-06-31T19:00:00+09:00',
  'x'.repeat(5_000),
  'あ'.repeat(2_000),
  '1/0',
  '1/3',
  'http://[::1',
  'javascript:alert(1)',
  '//evil.example/',
  'data:text/html,x',
  'A'.repeat(31) + '=',
  '====',
];

const numbers = [0, -0, 1, -1, 0.5, 1e21, -1e308, 2 ** 31, 2 ** 53 + 2, 8_640_000_000_000_001];

/** Something that is no text, deep or wide or odd. */
export function oddity(pick: Pick): unknown {
  switch (pick(8)) {
    case 0:
      return null;
    case 1:
      return oneOf(pick, numbers);
    case 2:
      return chance(pick, 2);
    case 3:
      return [];
    case 4:
      return Array.from({ length: pick(300) }, () => oneOf(pick, nasty));
    case 5:
      return { [oneOf(pick, nasty)]: oneOf(pick, nasty) };
    case 6:
      return JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":1}}');
    default: {
      const depth = 1 + pick(400);
      return JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    }
  }
}

/** Tables whose ids a field of this name takes; the rest by its name alone. */
const tablesOf: Readonly<Record<string, readonly string[]>> = {
  personId: ['person'],
  presidingPersonId: ['person'],
  signatoryIds: ['person'],
  for: ['seat'],
  into: ['issue'],
  link: ['issue_link'],
  proposalId: ['proposal'],
};
const snake = (name: string) =>
  name.replace(/Ids?$/, '').replace(/[A-Z]/g, (sign) => `_${sign.toLowerCase()}`);

/** An id as a field of this name takes it: mostly of the right kind, sometimes of another. */
export function idFor(world: World, pick: Pick, name: string): string {
  const tables = chance(pick, 6) ? Object.keys(world.ids) : (tablesOf[name] ?? [snake(name)]);
  const ids = tables.flatMap((table) => world.ids[table] ?? []);
  return ids.length > 0 ? oneOf(pick, ids) : oneOf(pick, Object.values(world.ids).flat());
}

const days = ['2023-02-08', '2026-03-31', '2027-04-01'];

/** A text for a field of this name; `true` more often than not. */
export function textFor(world: World, pick: Pick, name: string): string {
  if (chance(pick, 4)) return oneOf(pick, nasty);
  if (/Ids?$|^(?:for|into|link|meeting)$/.test(name)) return idFor(world, pick, name);
  if (name === 'textHash') return world.textHash;
  if (name === 'slug') return chance(pick, 3) ? `m${pick(1_000)}` : world.slug;
  if (/At$/.test(name)) return `${oneOf(pick, days)}T19:0${pick(9)}:00+09:00`;
  if (/On$|day|date|From|To$/i.test(name)) return oneOf(pick, days);
  if (/time/i.test(name)) return `1${pick(9)}:30`;
  if (name === 'idempotencyKey') return `k${pick(50_000)}`;
  if (/password/i.test(name)) return 'とても長い合言葉です1';
  if (name === 'base64') return Buffer.from(`\u0089PNG\r\n${oneOf(pick, nasty)}`).toString('base64');
  if (/minutes|no$|seq|level/i.test(name)) return String(pick(30));
  return oneOf(pick, ['見守りの会', '月2回みなで回る。', '第1集会所', 'x', '1']);
}
