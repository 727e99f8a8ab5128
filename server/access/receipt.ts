import { readReceiptCode } from '#lib/domain/issues/receipt.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { Db } from '../db/open.ts';
import type { Issue } from './issue.ts';
import type { Selectable } from 'kysely';
import type { HelpRequestRow } from '../db/schema.ts';
import type { Actor } from './subject.ts';

export type HelpRequest = Selectable<HelpRequestRow>;

/** What counts wrong codes (LIM2). */
export interface LookUpLimits {
  mayLookUp(address: string): Refusal | undefined;
  wrongCode(address: string): void;
}

/** What a reply slip stands for: an issue, or a request on the private path. */
export type SlipOf =
  | { readonly kind: 'issue'; readonly code: string; readonly issue: Issue }
  | { readonly kind: 'help'; readonly code: string; readonly request: HelpRequest };

/**
 * What the holder of a code may read: the code is the right (ISS20), whatever others at the same address have tried (LIM2).
 * A wrong one, one of another council and a misspelt one are all `not-found` and are counted; too many of them from one
 * address are `too-many-requests`.
 */
export async function slipOf(
  db: Db,
  limits: LookUpLimits,
  actor: Pick<Actor, 'address'>,
  councilId: string,
  typed: string,
): Promise<SlipOf | Refusal> {
  const code = readReceiptCode(typed);
  const found = code === null ? undefined : await bySlip(db, councilId, code);
  if (found) return found;
  const tooMany = limits.mayLookUp(actor.address);
  if (tooMany) return tooMany;
  limits.wrongCode(actor.address);
  return refuse('not-found', { field: 'code' });
}

async function bySlip(db: Db, councilId: string, code: string): Promise<SlipOf | undefined> {
  const issue = await db
    .selectFrom('issue')
    .selectAll()
    .where('receipt_code', '=', code)
    .where('council_id', '=', councilId)
    .executeTakeFirst();
  if (issue) return { kind: 'issue', code, issue };
  const request = await db
    .selectFrom('help_request')
    .selectAll()
    .where('receipt_code', '=', code)
    .where('council_id', '=', councilId)
    .executeTakeFirst();
  return request && { kind: 'help', code, request };
}
