import type { Connections } from './house-tables.ts';
import type { OpenDatabase } from './database.ts';

/*
 * Where the chains of a house end: of each council its sealed records, of each live document its log. Both engines are
 * asked in the same words.
 */

const chains = `select c.slug as name, e.hash as hash from chain_entry e join council c on c.id = e.council_id
  where e.seq = (select max(later.seq) from chain_entry later where later.council_id = e.council_id)`;
const logs = 'select id as name, hash as hash from doc';

interface Named {
  readonly name: string;
  readonly hash: string | Buffer;
}

/** Name → hash in hex. */
export type Heads = ReadonlyMap<string, string>;

export function headsInFolder({ records, words }: Connections): Heads {
  return headsOf([
    ...records.prepare<[], Named>(chains).all(),
    ...(words ? words.prepare<[], Named>(logs).all() : []),
  ]);
}

export async function headsInDatabase({ client }: OpenDatabase): Promise<Heads> {
  const [sealed, written] = [await client.query<Named>(chains), await client.query<Named>(logs)];
  return headsOf([...sealed.rows, ...written.rows]);
}

function headsOf(rows: readonly Named[]): Heads {
  return new Map(
    rows.map(({ name, hash }) => [name, typeof hash === 'string' ? hash : hash.toString('hex')]),
  );
}

/** The first council or document that ends elsewhere in the other one; null where all end alike. */
export function headApart(one: Heads, other: Heads): string | null {
  for (const name of new Set([...one.keys(), ...other.keys()]))
    if (one.get(name) !== other.get(name)) return name;
  return null;
}
