import { holdTurn } from '../../db/acting.ts';
import type { Trx } from '../../db/open.ts';
import { auditIn } from '../audit.ts';

/* A council that lives on another server now (CNC35); said by who keeps the machine. */

/** Its addresses lead to `url` from now on, and nothing of it is written here; false where there is no such council. */
export async function moveCouncilAway(trx: Trx, slug: string, url: string, now: number): Promise<boolean> {
  const id = await idOf(trx, slug);
  if (id === undefined) return false;
  await holdTurn(trx, id);
  await trx.deleteFrom('council_moved').where('council_id', '=', id).execute();
  await trx.insertInto('council_moved').values({ council_id: id, url, at: now }).execute();
  await said(trx, id, now, { moved: url });
  return true;
}

/** It lives here again. */
export async function moveCouncilBack(trx: Trx, slug: string, now: number): Promise<boolean> {
  const id = await idOf(trx, slug);
  if (id === undefined) return false;
  await holdTurn(trx, id);
  await trx.deleteFrom('council_moved').where('council_id', '=', id).execute();
  await said(trx, id, now, { moved: null });
  return true;
}

async function idOf(trx: Trx, slug: string): Promise<string | undefined> {
  return (await trx.selectFrom('council').select('id').where('slug', '=', slug).executeTakeFirst())?.id;
}

function said(trx: Trx, id: string, now: number, detail: Record<string, unknown>): Promise<void> {
  return auditIn(trx, {
    at: now,
    councilId: id,
    personId: null,
    command: 'redirect-council',
    entity: 'council',
    entityId: id,
    detail,
  });
}
