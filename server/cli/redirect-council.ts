/**
 * `yoriai redirect-council SLUG URL`: a council lives on another server now. Its addresses here lead there, and nothing of
 * it is written here any more; what is here stays. `SLUG --take-back` ends it. May run beside a server.
 */
import { moveCouncilAway, moveCouncilBack } from '../commands/council/moved-away.ts';
import { readCall } from './call.ts';
import { faultAnswer } from './fault-words.ts';
import { namedHouse } from './folder.ts';
import { WrongCallError, type Print } from './verb.ts';
import { withRecords } from './with-records.ts';

const usage = 'redirect-council SLUG URL | SLUG --take-back [--data DIR]';

/** Exit code: 0 done, 2 nothing was (no such council, no data folder, or one of another version). */
export async function redirectCouncilCommand(args: string[], print: Print): Promise<number> {
  try {
    const { values, positionals } = readCall(usage, args, {
      data: { type: 'string' },
      'take-back': { type: 'boolean' },
    });
    const [slug, given, ...more] = positionals;
    const back = values['take-back'] ?? false;
    const url = given === undefined ? null : homeAt(given, slug ?? '');
    if (slug === undefined || more.length > 0 || back !== (given === undefined) || (!back && url === null))
      throw new WrongCallError({ code: 'usage', usage });
    const done = await withRecords(namedHouse(values.data), (db) =>
      db
        .transaction()
        .execute((trx) =>
          url === null ? moveCouncilBack(trx, slug, Date.now()) : moveCouncilAway(trx, slug, url, Date.now()),
        ),
    );
    if (!done) throw new WrongCallError({ code: 'no-council', slug });
    print({ redirected: slug, to: url });
    return 0;
  } catch (error) {
    print(faultAnswer('not-redirected', error));
    return 2;
  }
}

/** The council's home on the other server: of a server's bare address the same path there. */
function homeAt(given: string, slug: string): string | null {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '')
    return null;
  if (url.pathname === '/') return `${url.origin}/c/${slug}`;
  const [path] = /^\/c\/[a-z0-9-]{1,40}(?=\/?$)/.exec(url.pathname) ?? [];
  return path === undefined ? null : `${url.origin}${path}`;
}
