import * as v from 'valibot';
import { expect, expectTypeOf, test } from 'vitest';
import { command, type CommandContext, type ReachesRecords } from './define.ts';

/*
 * A command cannot reach the database but through its transaction (I3). Types say so and svelte-check reads them with
 * the tests; that no command opens the records by itself is an arrow (commands-open-no-records).
 */
const about = () => Promise.resolve({ councilId: null });
const shape = { name: 'try-reach', summary: '', input: v.object({}), action: 'free' } as const;

test('[I3] the context of an act leads to the records through the transaction alone', () => {
  expectTypeOf<ReachesRecords<CommandContext>>().toEqualTypeOf<'trx'>();
});

test('[I3] what about and prepare hand on to handle holds no database, or it does not compile', () => {
  const handle = () => Promise.resolve({});
  expect(command({ ...shape, about, handle }).handle).toBe(handle);
  command({ ...shape, about, prepare: ({ actor }) => Promise.resolve({ actor }), handle });
  // @ts-expect-error prepare hands on the database
  command({ ...shape, about, prepare: ({ db }) => Promise.resolve({ db }), handle });
  // @ts-expect-error about hands on the database
  command({ ...shape, about: (db) => Promise.resolve({ councilId: null, db }), handle });
});
