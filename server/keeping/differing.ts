import { HousesDiffer } from '../db/moving/houses-differ.ts';
import { KeepingFault } from './fault.ts';

/** Two houses that differ, as keeping says it. */
export function differing(error: unknown): never {
  throw error instanceof HousesDiffer ? new KeepingFault({ code: 'differs', what: error.what }) : error;
}
