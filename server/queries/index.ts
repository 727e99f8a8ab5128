import type { Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';

/** Every read a page or the API makes, by noun. Each asks the policy itself through access/. */
export function openQueries(_db: Db, _clock: Clock) {
  return {};
}

export type Queries = ReturnType<typeof openQueries>;
