import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import {
  nextConsultationState,
  type ConsultationState,
  type ConsultationVerb,
} from '#lib/domain/consultation/life.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import type { ConsultationRecord } from '../../access/consultation.ts';
import { newId } from '../../db/ids.ts';
import type { ConsultationAct } from '../../db/schema.ts';
import { personOf, type CommandContext } from '../define.ts';

/* What acts on a consultation share: the step to its next state, and its history. */

/** Puts an act into the history of a consultation and into the log. `detail`: words for whoever reads the history. */
export async function noteAct(
  ctx: CommandContext,
  consultationId: string,
  act: ConsultationAct,
  detail = '',
): Promise<void> {
  await ctx.trx
    .insertInto('consultation_event')
    .values({
      id: newId(),
      consultation_id: consultationId,
      at: ctx.now,
      person_id: personOf(ctx),
      act,
      detail,
    })
    .execute();
  await ctx.audit('consultation', consultationId, { act, ...(detail && { detail }) });
}

/** Brings a consultation to its next state (CST2), or refuses. */
export async function stepConsultation(
  ctx: CommandContext,
  { id, state }: Pick<ConsultationRecord, 'id' | 'state'>,
  verb: ConsultationVerb,
): Promise<ConsultationState | Refusal> {
  const next = nextConsultationState(state, verb);
  if (isRefusal(next)) return next;
  await ctx.trx.updateTable('consultation').set({ state: next }).where('id', '=', id).execute();
  return next;
}

/**
 * A decision was declared on an item: where a reply is on the agenda by it, the decision has adopted that reply (CST7). One
 * that is out already is no longer adopted anew; the decision stands by itself.
 */
export async function adoptReport(
  ctx: CommandContext,
  itemId: string,
  decision: { readonly id: string; readonly fiscalYear: number; readonly seq: number },
): Promise<void> {
  const consultation = await ctx.trx
    .selectFrom('consultation')
    .innerJoin('consultation_item', 'consultation_item.consultation_id', 'consultation.id')
    .selectAll('consultation')
    .where('consultation_item.item_id', '=', itemId)
    .executeTakeFirst();
  if (!consultation || isRefusal(nextConsultationState(consultation.state, 'adopt'))) return;
  await stepConsultation(ctx, consultation, 'adopt');
  await ctx.trx
    .updateTable('consultation')
    .set({ decision_id: decision.id })
    .where('id', '=', consultation.id)
    .execute();
  await noteAct(ctx, consultation.id, 'adopted', decisionNumber(decision.fiscalYear, decision.seq));
}

/** An item that was put off goes on as another one: a reply on it goes along (CST6). */
export async function carryReport(
  ctx: CommandContext,
  fromItemId: string,
  to: { readonly itemId: string; readonly meetingId: string },
): Promise<void> {
  const link = await ctx.trx
    .selectFrom('consultation_item')
    .select('consultation_id')
    .where('item_id', '=', fromItemId)
    .executeTakeFirst();
  if (!link) return;
  await ctx.trx
    .insertInto('consultation_item')
    .values({
      item_id: to.itemId,
      consultation_id: link.consultation_id,
      meeting_id: to.meetingId,
      put_by: personOf(ctx),
      put_at: ctx.now,
    })
    .execute();
}
