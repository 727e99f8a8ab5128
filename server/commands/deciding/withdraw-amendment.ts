import * as v from 'valibot';
import { isPending } from '#lib/domain/deciding/index.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { presidingFacts, proposalNamed, type NamedProposal } from '../../access/round.ts';
import type { Db, Trx } from '../../db/open.ts';
import type { AmendmentRow } from '../../db/schema.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { mayDecideRefusal } from './round-steps.ts';
import { settleAmendment } from './settle-amendment.ts';

/** Takes an amendment back (AMD8): whoever brought it, or whoever leads the meeting; never while it is being asked about. */
export const withdrawAmendment = command({
  name: 'withdraw-amendment',
  summary: 'Takes back an amendment that is not settled.',
  input: v.strictObject({ amendmentId: id }),
  action: 'amendment.move',
  about: (db, input) => amendmentNamed(db, input.amendmentId),
  async handle(ctx, _input, about) {
    const { amendment, proposal, meeting } = about;
    const own = amendment.moved_by === ctx.actor.personId;
    if (!own && !may(ctx.subject, 'round.run', presidingFacts(about))) return refuse('forbidden');
    const over = mayDecideRefusal(meeting.state);
    if (over) return over;
    if (!isPending(amendment.state)) return refuse('already-done', { field: 'amendmentId' });
    if (proposal.state === 'round_open') return refuse('round-open');
    await settleAmendment(ctx, proposal, amendment, 'withdrawn');
    await ctx.audit('amendment', amendment.id, { state: 'withdrawn', by: own ? 'mover' : 'presiding' });
    ctx.effects.meetingChanged(meeting.id);
    return { state: 'withdrawn' as const };
  },
});

async function amendmentNamed(
  db: Db | Trx,
  amendmentId: string,
): Promise<(NamedProposal & { readonly amendment: AmendmentRow }) | Refusal> {
  const amendment = await db
    .selectFrom('amendment')
    .selectAll()
    .where('id', '=', amendmentId)
    .executeTakeFirst();
  if (!amendment) return refuse('not-found', { field: 'amendmentId' });
  const named = await proposalNamed(db, amendment.proposal_id, 'amendmentId');
  return isRefusal(named) ? named : { ...named, amendment };
}
