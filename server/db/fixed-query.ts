import type { Compilable, CompiledQuery, DialectAdapter } from 'kysely';
import type { Db, Trx } from './open.ts';

interface Made<Row> {
  readonly query: CompiledQuery<Row>;
  /** argument for each parameter; undefined: the parameter is always the same */
  readonly places: readonly (number | undefined)[];
}

/**
 * A query that is asked so often that putting it together costs more than running it: its text is made once for each
 * database, whose engine may spell it otherwise, afterwards only its parameters are exchanged. `build` uses each
 * argument as a value, and nothing else that changes.
 */
export function fixedQuery<Args extends readonly string[], Row>(
  build: (db: Db | Trx, ...args: Args) => Compilable<Row>,
): (db: Db | Trx, ...args: Args) => Promise<Row[]> {
  // a database and its transactions share one adapter
  const made = new WeakMap<DialectAdapter, Made<Row>>();

  function make(db: Db | Trx, args: Args): Made<Row> {
    const marks = args.map((_, n) => `\0argument ${n}`);
    const query = build(db, ...(marks as unknown as Args)).compile();
    const places = query.parameters.map((value) => {
      const at = marks.indexOf(value as string);
      return at < 0 ? undefined : at;
    });
    return { query, places };
  }

  return async (db, ...args) => {
    const { adapter } = db.getExecutor();
    let known = made.get(adapter);
    if (!known) made.set(adapter, (known = make(db, args)));
    const { query, places } = known;
    const parameters = query.parameters.map((same, n) => {
      const at = places[n];
      return at === undefined ? same : args[at];
    });
    const { rows } = await db.executeQuery<Row>({ ...query, parameters });
    return rows;
  };
}
