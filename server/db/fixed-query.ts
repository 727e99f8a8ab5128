import type { Compilable, CompiledQuery } from 'kysely';
import type { Db, Trx } from './open.ts';

/**
 * A query that is asked so often that putting it together costs more than running it: its text is made once, afterwards
 * only its parameters are exchanged. `build` uses each argument as a value, and nothing else that changes.
 */
export function fixedQuery<Args extends readonly string[], Row>(
  build: (db: Db | Trx, ...args: Args) => Compilable<Row>,
): (db: Db | Trx, ...args: Args) => Promise<Row[]> {
  let text: CompiledQuery<Row> | undefined;
  /** argument for each parameter; undefined: the parameter is always the same */
  let places: readonly (number | undefined)[] = [];
  return async (db, ...args) => {
    if (!text) {
      const marks = args.map((_, n) => `\0argument ${n}`);
      text = build(db, ...(marks as unknown as Args)).compile();
      places = text.parameters.map((value) => {
        const at = marks.indexOf(value as string);
        return at < 0 ? undefined : at;
      });
    }
    const parameters = text.parameters.map((same, n) => {
      const at = places[n];
      return at === undefined ? same : args[at];
    });
    const { rows } = await db.executeQuery<Row>({ ...text, parameters });
    return rows;
  };
}
