import type { ClientBase } from 'pg';
import { DocClosed, LogMoved, RightsBehind, type DocBatch, type DocState, type Head } from './doc-log.ts';
import { headsOver } from './row-chain.ts';
import { beforeFirst, sameBytes } from './running-hash.ts';

/*
 * An append in PostgreSQL: one statement, which is one transaction and one way there and back. It locks the documents in
 * the order of their numbers, so that two processes never wait for each other in a circle; moves their heads only if all
 * of them stand where the writer believes; and then writes the rows. Whoever waits for a lock is too late: appends and new
 * epochs alone hold one that long, and both move what he believes. So what he has heard of rights is compared as of the
 * beginning, and still nothing is written that came after a move.
 */

/** Rows, authors and hashes of a batch on their way: bytes of all rows in one piece, which travels as it is. */
interface Packed {
  readonly heads: readonly Head[];
  readonly values: readonly unknown[];
}

/** `heads`: where the log of each batch ends afterwards. */
function packed(batches: readonly DocBatch[]): Packed {
  const chains = batches.map(({ after, rows }) => headsOver(after, rows));
  const heads = batches.map(({ after }, i) => chains[i]?.at(-1) ?? after);
  const rows = batches.flatMap((batch, i) =>
    batch.rows.map((row, j) => ({ ...row, of: i + 1, ...(chains[i]?.[j] as Head) })),
  );
  let end = 1;
  const starts = rows.map(({ body }) => (end += body.length) - body.length);
  const binds = batches.flatMap((batch, i) => batch.binds.map((bind) => ({ ...bind, of: i + 1 })));
  const values = [
    batches.map(({ doc }) => doc),
    batches.map(({ epoch }) => epoch),
    batches.map(({ after }) => after.seq),
    Buffer.concat(batches.map(({ after }) => after.hash)),
    heads.map(({ seq }) => seq),
    Buffer.concat(heads.map(({ hash }) => hash)),
    rows.map(({ of }) => of),
    rows.map(({ seq }) => seq),
    rows.map(({ actor }) => actor),
    rows.map(({ at }) => at),
    starts,
    rows.map(({ body }) => body.length),
    Buffer.concat(rows.map(({ body }) => body)),
    Buffer.concat(rows.map(({ hash }) => hash)),
    binds.map(({ of }) => of),
    binds.map(({ client }) => client),
    binds.map(({ person }) => person),
  ];
  return { heads, values };
}

/** Writes all batches or none; undefined: they do not fit. `rights` as in DocLog.append; throws RightsBehind. */
export async function appendAll(
  client: ClientBase,
  batches: readonly DocBatch[],
  rights: number | undefined,
): Promise<Head[] | undefined> {
  const { heads, values } = packed(batches);
  const { rows } = await client.query<{ moved: number; behind: boolean }>({
    name: 'words append',
    text: append,
    values: [...values, rights],
  });
  if (rows[0]?.behind) throw new RightsBehind();
  return rows[0]?.moved === batches.length ? [...heads] : undefined;
}

/** Makes the rows of documents that nobody has written into yet. */
export async function beginDocs(client: ClientBase, batches: readonly DocBatch[]): Promise<void> {
  const fresh = batches.filter(({ after }) => after.seq === 0);
  await client.query({
    name: 'words begin',
    text: begin,
    values: [fresh.map(({ doc }) => doc), fresh.map(({ epoch }) => epoch), beforeFirst],
  });
}

/** Throws what hinders the first batch that does not fit. */
export async function throwWhy(client: ClientBase, batches: readonly DocBatch[]): Promise<never> {
  const found = await client.query<{ id: string; epoch: number; state: DocState; seq: number; hash: Buffer }>(
    {
      name: 'words why',
      text: 'select id, epoch, state, seq, hash from doc where id = any($1)',
      values: [batches.map(({ doc }) => doc)],
    },
  );
  const docs = new Map(found.rows.map((row) => [row.id, row]));
  for (const { doc, epoch, after } of batches) {
    const row = docs.get(doc);
    if (row && row.state !== 'live') throw new DocClosed(doc, row.state);
    if (row?.epoch !== epoch || row.seq !== after.seq || !sameBytes(row.hash, after.hash))
      throw new LogMoved(doc);
  }
  // what did not fit a moment ago does now: whoever looks again sees for himself
  throw new LogMoved(batches[0]?.doc ?? '');
}

/** The n-th of hashes that lie one behind the other. */
const nth = (hashes: string, n: string) => `substr(${hashes}, (${n}::int - 1) * 32 + 1, 32)`;

const append = `
with want as materialized (
  select * from unnest($1::text[], $2::int8[], $3::int8[], $5::int8[])
    with ordinality as w (id, epoch, seq, to_seq, n)
), good as materialized (
  select d.no, d.content, w.to_seq, w.n
  from want w join doc d on d.id = w.id
  where d.state = 'live' and d.epoch = w.epoch and d.seq = w.seq and d.hash = ${nth('$4::bytea', 'w.n')}
  order by d.no for no key update of d
), rights as materialized (
  -- looked up once the documents are locked: an act that held them has said by then whose rights it moved
  select rights_behind($18::int8, (select count(*) from good)) as behind
), moved as (
  update doc d set seq = g.to_seq, hash = ${nth('$6::bytea', 'g.n')}
  from good g
  where d.no = g.no and (select count(*) from good) = cardinality($1::text[]) and not (select behind from rights)
  returning d.no, g.content, g.to_seq, g.n
), written as (
  insert into doc_update (doc, content, seq, actor, at, body, hash)
  select m.no, m.content, r.seq, r.actor, r.at, substr($13::bytea, r.starts, r.size), ${nth('$14::bytea', 'r.n')}
  from unnest($7::int8[], $8::int8[], $9::text[], $10::int8[], $11::int4[], $12::int4[])
    with ordinality as r (of, seq, actor, at, starts, size, n)
  join moved m on m.n = r.of
), bound as (
  insert into doc_client (doc, client, person, seq)
  select m.no, b.client, b.person, m.to_seq
  from unnest($15::int8[], $16::int8[], $17::text[]) as b (of, client, person)
  join moved m on m.n = b.of
  on conflict do nothing
)
select (select count(*)::int4 from moved) as moved, behind from rights`;

const begin = `
insert into doc (id, epoch, state, content, seq, hash)
select id, epoch, 'live', epoch, 0, $3::bytea from unnest($1::text[], $2::int8[]) as w (id, epoch) order by id
on conflict (id) do nothing`;
