import * as v from 'valibot';
import { canonicalText, textHash } from '#lib/domain/canonical/text.ts';
import { longestProposal, nextProposalState } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { meetingNamed } from '../../access/meeting.ts';
import { asPresiding } from '../../access/round.ts';
import { newId } from '../../db/ids.ts';
import { hasPendingAmendment } from '../../records/amendments.ts';
import { readAgendaWords, recordAgenda } from '../meeting/agenda-record.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { openWordsRefusal } from '../meeting/meeting-moves.ts';
import { freezeVersion, newestVersion } from './frozen-version.ts';
import { itemRefusal } from './round-steps.ts';

/**
 * Freezes the wording of a proposal (DEC5): the server's own copy of the words becomes the next version, in its
 * canonical spelling with its hash. Rounds are held on versions only.
 */
export const freezeProposal = command({
  name: 'freeze-proposal',
  summary: "Freezes the text of an agenda item's proposal as its next version.",
  input: v.strictObject({ meetingId: id, itemId: id }),
  action: 'round.run',
  about: async (db, input) => asPresiding(await meetingNamed(db, input.meetingId)),
  prepare: (tools, input) => readAgendaWords(tools, input.meetingId),
  async handle(ctx, input, { meeting }, { items }) {
    const { trx } = ctx;
    if (meeting.state === 'draft' || meeting.state === 'postponed') return refuse('meeting-not-yet-called');
    const closed = openWordsRefusal(meeting.state);
    if (closed) return closed;
    await recordAgenda(ctx, meeting, items, 'freeze');
    const item = await trx
      .selectFrom('agenda_item')
      .select(['id', 'state'])
      .where('id', '=', input.itemId)
      .where('meeting_id', '=', meeting.id)
      .executeTakeFirst();
    const written = items.find((entry) => entry.id === input.itemId);
    if (!item || !written) return refuse('not-found', { field: 'itemId' });
    const over = itemRefusal(item.state, 'itemId');
    if (over) return over;
    const text = canonicalText(written.proposal).trim();
    if (text === '') return refuse('text-empty', { field: 'proposal' });
    if (text.length > longestProposal)
      return refuse('bad-input', { field: 'proposal', params: { n: text.length, max: longestProposal } });
    const found = await trx
      .selectFrom('proposal')
      .select(['id', 'state'])
      .where('item_id', '=', item.id)
      .executeTakeFirst();
    const state = nextProposalState(found?.state ?? 'draft', 'freeze');
    if (isRefusal(state)) return state;
    // what amendments ask about is the text that is on the table
    if (found && (await hasPendingAmendment(trx, found.id)))
      return refuse('amendments-first', { field: 'itemId' });
    const proposalId = found?.id ?? newId();
    if (!found)
      await trx
        .insertInto('proposal')
        .values({
          id: proposalId,
          council_id: meeting.council_id,
          meeting_id: meeting.id,
          item_id: item.id,
          state,
          created_at: ctx.now,
        })
        .execute();
    const newest = await newestVersion(trx, proposalId);
    if (newest?.text_hash === textHash(text)) return refuse('text-unchanged', { field: 'proposal' });
    const version = await freezeVersion(ctx, proposalId, text);
    await trx.updateTable('proposal').set({ state }).where('id', '=', proposalId).execute();
    const { id: versionId, n, text_hash: hash } = version;
    await ctx.audit('proposal_version', versionId, { proposal: proposalId, n, hash });
    ctx.effects.meetingChanged(meeting.id);
    return { proposalId, versionId, n, textHash: hash };
  },
});
