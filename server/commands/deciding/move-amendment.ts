import * as v from 'valibot';
import { canonicalText, textHash } from '#lib/domain/canonical/text.ts';
import { isPending, longestProposal, mostAmendments, nextProposalState } from '#lib/domain/deciding/index.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { proposalNamed } from '../../access/round.ts';
import { newId } from '../../db/ids.ts';
import { amendmentsOf } from '../../records/amendments.ts';
import { nextAmendmentNo } from '../../records/numbers.ts';
import { registerOf } from '../../records/register.ts';
import { command, personOf, type CommandContext } from '../define.ts';
import { id, prose } from '../fields.ts';
import { newestVersion } from './frozen-version.ts';
import { itemRefusal, mayDecideRefusal } from './round-steps.ts';

/**
 * Brings an amendment (修正案) to the frozen text: the whole text as it would read (AMD4). It is asked about before the
 * original, in the order it was brought, and is fixed with this act.
 */
export const moveAmendment = command({
  name: 'move-amendment',
  summary: 'Brings an amendment to the frozen text of a proposal, to be asked about before it.',
  input: v.strictObject({
    proposalId: id,
    text: prose(longestProposal),
    /** The seat that brings it; left out: one's own, or the meeting where whoever leads writes it down. */
    seatId: v.optional(id),
  }),
  action: 'amendment.move',
  about: (db, input) => proposalNamed(db, input.proposalId),
  async handle(ctx, input, { meeting, item, proposal }) {
    const { trx } = ctx;
    const wrong = mayDecideRefusal(meeting.state) ?? itemRefusal(item.state, 'proposalId');
    if (wrong) return wrong;
    const state = nextProposalState(proposal.state, 'amend');
    if (isRefusal(state)) return state;
    const against = await newestVersion(trx, proposal.id);
    if (!against) return refuse('wrong-state', { field: 'proposalId' });
    const before = await amendmentsOf(trx, proposal.id);
    // a text that is on the table as an amendment is amended once it is settled
    if (before.some((amendment) => amendment.state === 'asked'))
      return refuse('amendments-first', { field: 'proposalId' });
    if (before.length >= mostAmendments) return refuse('amendments-full', { params: { n: mostAmendments } });
    const text = canonicalText(input.text).trim();
    const hash = textHash(text);
    const known = before.some(({ state, textHash }) => isPending(state) && textHash === hash);
    if (known || hash === against.text_hash) return refuse('text-unchanged', { field: 'text' });
    const label = await labelOf(ctx, meeting, input.seatId);
    if (isRefusal(label)) return label;
    const amendmentId = newId();
    const no = await nextAmendmentNo(trx, proposal.id);
    await trx
      .insertInto('amendment')
      .values({
        id: amendmentId,
        proposal_id: proposal.id,
        no,
        text,
        text_hash: hash,
        against_version_id: against.id,
        version_id: null,
        label,
        moved_by: personOf(ctx),
        moved_at: ctx.now,
        state: 'waiting',
      })
      .execute();
    await ctx.audit('amendment', amendmentId, { proposal: proposal.id, no, hash, against: against.n });
    ctx.effects.meetingChanged(meeting.id);
    return { amendmentId, no, textHash: hash };
  },
});

/** In whose name it stands: a member's own seat; whoever records names any seat, or none. */
async function labelOf(
  ctx: CommandContext,
  meeting: Parameters<typeof registerOf>[1],
  seatId: string | undefined,
): Promise<string | Refusal> {
  const { seats } = await registerOf(ctx.trx, meeting);
  const own = seats.find(({ id }) => ctx.subject.seatIds.includes(id));
  if (seatId === undefined) return own?.organization ?? '';
  const named = seats.find(({ id }) => id === seatId);
  if (!named) return refuse('not-found', { field: 'seatId' });
  const mine = ctx.subject.seatIds.includes(seatId);
  return mine || may(ctx.subject, 'ballot.enter')
    ? named.organization
    : refuse('forbidden', { field: 'seatId' });
}
