import { globSync, readFileSync } from 'node:fs';
import { chance, idFor, nasty, oneOf, textFor, type Pick } from './values.ts';
import type { World } from './world.ts';

/* Every address of the product and every form it takes, read from the routes themselves: what is added is tried, too. */

export interface Route {
  /** `/c/[slug]/issues/[no]` */
  readonly path: string;
  /** Names of its form actions; 'default' is the one without a name. */
  readonly actions: readonly string[];
  /** Fields its forms name. */
  readonly fields: readonly string[];
  /** What its address may ask for. */
  readonly params: readonly string[];
}

const matches = (text: string, pattern: RegExp) => [
  ...new Set([...text.matchAll(pattern)].map((m) => m[1] ?? '')),
];

/** All routes that answer something. */
export function allRoutes(): Route[] {
  const folders = new Map<string, string>();
  for (const file of globSync('src/routes/**/*.{ts,svelte}')) {
    const folder = file.replace(/\/[^/]+$/, '');
    folders.set(folder, (folders.get(folder) ?? '') + readFileSync(file, 'utf8'));
  }
  return [...folders]
    .filter(([folder]) => globSync(`${folder.replace(/[[\]]/g, '[$&]')}/+{page.svelte,server.ts}`).length > 0)
    .map(([folder, text]) => ({
      path: folder.replace(/^src\/routes/, '') || '/',
      actions: matches(text, /^ {2}(\w+): async/gm),
      fields: matches(text, /(?:[fF]orm, |\.get(?:All)?\(|name[=:] ?)["'](\w+)["']/g),
      params: matches(text, /searchParams\.(?:get|has)\('(\w+)'\)/g),
    }));
}

/** An address of a route: its parts true, or not. */
export function addressOf(world: World, pick: Pick, { path, params, actions }: Route, act: boolean): string {
  const place = path.replace(/\[(\w+)\]/g, (_, name: string) => {
    if (chance(pick, 8)) return segment(oneOf(pick, nasty));
    if (name === 'slug') return world.slug;
    if (name === 'no') return String(pick(6));
    if (name === 'id') return idFor(world, pick, idOf(path));
    return segment(textFor(world, pick, name));
  });
  const query: string[] = [];
  const action = oneOf(pick, [...actions, 'default']);
  if (act && action !== 'default') query.push(`/${action}`);
  for (const name of [...params, 'lang', 'limit', 'cursor', 'year', 'q', 'page'])
    if (chance(pick, params.includes(name) ? 2 : 12))
      query.push(`${name}=${segment(textFor(world, pick, name))}`);
  const data = !act && chance(pick, 8) ? '/__data.json' : '';
  return `${place === '/' && data !== '' ? '' : place}${data}${query.length > 0 ? `?${query.join('&')}` : ''}`;
}

/** Which table an `[id]` names. */
function idOf(path: string): string {
  const [, noun] = /(\w+)s\/\[id\]/.exec(path) ?? [];
  return noun === 'people' || path.includes('people') ? 'personId' : `${noun ?? 'meeting'}Id`;
}

/** One part of an address: escaped as browsers do, doubly, or broken; never bytes that are no address at all. */
function segment(text: string): string {
  return encodeURIComponent(text.toWellFormed().slice(0, 2_000));
}

/** A form's fields as people fill them, with some too many, twice, or as a file. */
export function formOf(world: World, pick: Pick, { fields }: Route): [name: string, value: string][] {
  const named = [...fields, 'idempotencyKey', 'text', 'name'];
  return named
    .filter(() => !chance(pick, 5))
    .flatMap((name): [string, string][] => {
      const value: [string, string] = [name, textFor(world, pick, name)];
      return chance(pick, 15) ? [value, [name, oneOf(pick, nasty)]] : [value];
    });
}

interface Sent {
  readonly type: string;
  readonly body: Buffer;
}

/** The form as a body: of either kind, or of one that only says so. */
export function bodyOfForm(entries: readonly [string, string][], pick: Pick): Sent {
  const urlencoded = new URLSearchParams(
    entries.map(([name, value]) => [name, value.toWellFormed()]),
  ).toString();
  switch (pick(12)) {
    case 0:
      return { type: 'application/json', body: Buffer.from(JSON.stringify(Object.fromEntries(entries))) };
    case 1:
      return { type: oneOf(pick, types), body: Buffer.from(urlencoded) };
    case 2:
      return {
        type: 'application/x-www-form-urlencoded',
        body: Buffer.from('%ff%zz=%&==&&%00=a+b;c=d&\xff', 'latin1'),
      };
    case 3:
      return { type: 'multipart/form-data; boundary=b', body: brokenParts(entries, pick) };
    case 4:
    case 5:
      return { type: 'multipart/form-data; boundary=b', body: parts(entries, pick) };
    default:
      return { type: 'application/x-www-form-urlencoded', body: Buffer.from(urlencoded) };
  }
}

const types = [
  '',
  'text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary="b',
  `multipart/form-data; boundary=${'b'.repeat(3_000)}`,
  'application/x-www-form-urlencoded; charset=utf-16',
  'application/x-www-form-urlencoded, application/json',
  'application/octet-stream',
  '☃/;;=',
];

function parts(entries: readonly [string, string][], pick: Pick): Buffer {
  const all = entries.map(([name, value]) => {
    const file = chance(pick, 10) ? `; filename="${oneOf(pick, ['a.png', '../x', '資料.pdf', ''])}"` : '';
    const type = file === '' ? '' : '\r\nContent-Type: image/png';
    return `--b\r\nContent-Disposition: form-data; name="${name}"${file}${type}\r\n\r\n${value.toWellFormed()}\r\n`;
  });
  return Buffer.from(`${all.join('')}--b--\r\n`);
}

/** Parts that end too soon, name nothing, or are none. */
function brokenParts(entries: readonly [string, string][], pick: Pick): Buffer {
  const whole = parts(entries, pick);
  switch (pick(6)) {
    case 0:
      return whole.subarray(0, pick(whole.length + 1));
    case 1:
      return Buffer.from('--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--');
    case 2:
      return Buffer.from('--b\r\n\r\n\r\n--b\r\n--b--');
    case 3:
      return Buffer.from(whole.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    case 4:
      return Buffer.from('--c\r\nno part of ours');
    default: {
      const bytes = Buffer.from(whole);
      if (bytes.length > 0) bytes[pick(bytes.length)] = pick(256);
      return bytes;
    }
  }
}
