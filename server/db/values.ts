import { sql, type Expression, type OrderByItemBuilder, type RawBuilder, type SqlBool } from 'kysely';

/*
 * Values that engines hand out differently, asked for so that every engine answers alike. Times are integer
 * ms and small enough for a number: an engine whose 64-bit integers come as strings makes them numbers where it is opened.
 */

/** How many rows there are; a number, also where an engine counts in 64 bits and hands out a string. */
export function countRows(): RawBuilder<number> {
  return sql<number>`cast(count(*) as integer)`;
}

/** A count of something else than rows, as a number: `counted(eb.fn.count('seat_id').distinct())`. */
export function counted(count: Expression<unknown>): RawBuilder<number> {
  return sql<number>`cast(${count} as integer)`;
}

/** What a column of yes and no says: it holds 1 or 0, or what another engine has for it. */
export function truth(column: number | boolean): boolean {
  return column === 1 || column === true;
}

/** Yes or no as a column holds it. */
export function asColumn(yes: boolean): number {
  return yes ? 1 : 0;
}

/**
 * Orders by text sign by sign, as the pages and exports of every machine show it: `orderBy('name', byText)`. Left to
 * itself, an engine may order by the language of its machine.
 */
export function byText(order: OrderByItemBuilder): OrderByItemBuilder {
  return order.collate('binary');
}

/**
 * Whether a text begins with the given one, to the letter: `where(startsWith('login_name', 'sample-'))`. LIKE takes A for a
 * here and not elsewhere, and gives some letters a meaning.
 */
export function startsWith(column: string, text: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`substr(${sql.ref(column)}, 1, ${sql.lit([...text].length)}) = ${text}`;
}
