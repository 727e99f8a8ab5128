/**
 * Drawing lots (抽選・輪番; LOT1–LOT8): who signs, who is in which group, whose turn it is. First the list is announced and
 * fixed by its hash; only then comes a figure that nobody in the council chooses; list, secret and figure together make
 * the seed, and whoever has them reckons the draw again. Pure: the same announcement and figure give the same draw in
 * browser, server and command line. Needs no network, and no trust in who keeps the machine alone or in the room alone.
 */
import { canonicalJson } from '../canonical/json.ts';
import { sha256Hex, utf8 } from '../sha256.ts';
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';

/** Some of the list, the list in groups, or the whole list in an order. */
export const lotKinds = ['some', 'groups', 'turns'] as const;
export type LotKind = (typeof lotKinds)[number];

/** The figure comes from the room (dice, figures said aloud), or is published later by others for all to read. */
export const lotSources = ['room', 'published'] as const;
export type LotSource = (typeof lotSources)[number];

export const lotLimits = { fewest: 2, most: 800, letters: 60, digits: 40 } as const;

/** What is fixed before there is a seed. */
export interface Announcement {
  readonly title: string;
  readonly kind: LotKind;
  /** How many are drawn, or how many groups are made; null where the whole list gets an order. */
  readonly count: number | null;
  readonly names: readonly string[];
  readonly source: LotSource;
  /** What figure it will be, as people will find it; '' for figures of the room. */
  readonly figure: string;
  /** The day it is published on, 'YYYY-MM-DD'; null for figures of the room. */
  readonly on: string | null;
  /** SHA-256 of the secret that the server made for this draw, 64 hex digits. */
  readonly secretHash: string;
}

/**
 * Null when a list can be drawn from (LOT1, LOT2). Refuses `bad-input` at `names` (`why`: few-names, many-names,
 * same-name), at `count` (`outside`), at `figure` (`empty`) and at `on` (`past`): a figure of others is published after
 * today.
 */
export function announcementRefusal(asked: Omit<Announcement, 'secretHash'>, today: string): Refusal | null {
  const { names, kind, count, source, figure, on } = asked;
  const wrong = (field: string, why: string, params: Record<string, number | string> = {}) =>
    refuse('bad-input', { field, params: { why, ...params } });
  if (names.length < lotLimits.fewest) return wrong('names', 'few-names');
  if (names.length > lotLimits.most) return wrong('names', 'many-names', { most: lotLimits.most });
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) return wrong('names', 'same-name', { name: twice });
  const most = kind === 'some' ? names.length - 1 : Math.floor(names.length / 2);
  const least = kind === 'some' ? 1 : 2;
  if (kind === 'turns' ? count !== null : count === null || count < least || count > most)
    return wrong('count', 'outside');
  if (source === 'published' && figure === '') return wrong('figure', 'empty');
  if (source === 'published' ? on === null || on <= today : on !== null) return wrong('on', 'past');
  return null;
}

/** The hash by which an announcement is known: SHA-256 of its canonical JSON (LOT3). Throws on what no JSON can spell. */
export function announcementHash(announced: Announcement): string {
  const { title, kind, count, names, source, figure, on, secretHash } = announced;
  const text = canonicalJson({ v: 1, title, kind, count, names: [...names], source, figure, on, secretHash });
  if (typeof text !== 'string') throw new RangeError('an announcement has words that cannot be spelled');
  return sha256Hex(utf8(text));
}

/** SHA-256 of the UTF-8 text of a secret. */
export function secretHashOf(secret: string): string {
  return sha256Hex(utf8(secret));
}

/** A figure as people say or type it: digits of any width, whatever stands between them; undefined where there are none, or more than 40. */
export function figureIn(said: string): string | undefined {
  const digits = said.normalize('NFKC').replace(/[^0-9]/g, '');
  return digits === '' || digits.length > lotLimits.digits ? undefined : digits;
}

/** What a draw is reckoned from. */
export interface DrawInput {
  readonly announced: Announcement;
  readonly secret: string;
  /** Digits, as `figureIn` gives them. */
  readonly said: string;
}

export interface Draw {
  /** SHA-256 of announcement hash, secret and figure, each on a line. */
  readonly seed: string;
  /** Everybody in the order of his lot, the least first, with the lot. */
  readonly order: readonly { readonly name: string; readonly lot: string }[];
  /** Those drawn, one list; the groups; or the whole order as one list (LOT6). */
  readonly groups: readonly (readonly string[])[];
}

/** The draw: a lot for each name is SHA-256 of seed and name, and the least lot comes first (LOT4–LOT6). */
export function draw({ announced, secret, said }: DrawInput): Draw {
  const seed = sha256Hex(utf8(`${announcementHash(announced)}\n${secret}\n${said}`));
  const order = announced.names
    .map((name) => ({ name, lot: sha256Hex(utf8(`${seed}\n${name}`)) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0));
  return {
    seed,
    order,
    groups: dealt(
      announced,
      order.map(({ name }) => name),
    ),
  };
}

function dealt({ kind, count }: Announcement, order: readonly string[]): string[][] {
  switch (kind) {
    case 'turns':
      return [[...order]];
    case 'some':
      return [order.slice(0, count ?? 0)];
    case 'groups': {
      const groups = Array.from({ length: count ?? 1 }, () => [] as string[]);
      order.forEach((name, i) => groups[i % groups.length]?.push(name));
      return groups;
    }
  }
}

/** What anybody may hold against a draw that is published. */
export interface PublishedDraw extends DrawInput {
  readonly hash: string;
  readonly seed: string;
  readonly groups: readonly (readonly string[])[];
}

/** Each thing that can be checked, and whether it holds (LOT8). */
export interface DrawCheck {
  /** The list is the one that was announced. */
  readonly list: boolean;
  /** The secret is the one whose hash was announced. */
  readonly secret: boolean;
  readonly seed: boolean;
  readonly result: boolean;
}

/** Reckons a published draw again from what was announced. */
export function checkDraw(published: PublishedDraw): DrawCheck {
  const own = draw(published);
  return {
    list: announcementHash(published.announced) === published.hash,
    secret: secretHashOf(published.secret) === published.announced.secretHash,
    seed: own.seed === published.seed,
    result: JSON.stringify(own.groups) === JSON.stringify(published.groups),
  };
}
