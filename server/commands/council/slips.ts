import { newId, newSlipCode } from '../../db/ids.ts';
import type { Db, Trx } from '../../db/open.ts';
import type { InvitationRow } from '../../db/schema.ts';
import { tokenHash } from '../../db/token-hash.ts';
import { personOf, type CommandContext } from '../define.ts';

const dayMs = 86_400_000;
/** Slips go out on paper: a month for an invitation, a week for a password, a year for the open link. */
const lifeDays = { member: 30, password: 7, resident: 365 } as const;

/** When a slip issued now ends, ms since 1970 UTC. */
export function slipEnds(purpose: keyof typeof lifeDays, now: number): number {
  return now + lifeDays[purpose] * dayMs;
}

export interface Slip {
  readonly invitationId: string;
  /** Shown once; only its hash is kept (CNC8). */
  readonly token: string;
  /** ms since 1970 UTC */
  readonly expiresAt: number;
}

/** Issues a slip and ends the open ones it replaces: of the same person, or the council's open link. */
export async function issueSlip(
  ctx: CommandContext,
  councilId: string,
  purpose: keyof typeof lifeDays,
  personId: string | null,
): Promise<Slip> {
  await endSlips(ctx.trx, ctx.now, councilId, personId);
  const slip = await writeSlip(ctx.trx, { councilId, purpose, personId, by: personOf(ctx), now: ctx.now });
  await ctx.audit('invitation', slip.invitationId, { purpose, person: personId });
  return slip;
}

/** A new slip as a row; what it replaces is ended by the caller. */
export async function writeSlip(
  db: Db,
  slip: {
    readonly councilId: string;
    readonly purpose: keyof typeof lifeDays;
    readonly personId: string | null;
    /** Null: who keeps the machine. */
    readonly by: string | null;
    readonly now: number;
  },
): Promise<Slip> {
  const { now, purpose } = slip;
  const made = { invitationId: newId(), token: newSlipCode(), expiresAt: slipEnds(purpose, now) };
  await db
    .insertInto('invitation')
    .values({
      id: made.invitationId,
      council_id: slip.councilId,
      person_id: slip.personId,
      purpose,
      token_hash: tokenHash(made.token),
      created_by: slip.by,
      created_at: now,
      expires_at: made.expiresAt,
    })
    .execute();
  return made;
}

/** Ends the unused slips of a person in all councils, or with null the council's open link. */
async function endSlips(trx: Trx, now: number, councilId: string, personId: string | null): Promise<void> {
  const open = trx
    .updateTable('invitation')
    .set({ revoked_at: now })
    .where('revoked_at', 'is', null)
    .where('used_at', 'is', null);
  const purpose: InvitationRow['purpose'] = 'resident';
  if (personId === null)
    await open.where('council_id', '=', councilId).where('purpose', '=', purpose).execute();
  else await open.where('person_id', '=', personId).execute();
}
