import { textHash } from '#lib/domain/canonical/text.ts';
import { newId } from '../../db/ids.ts';
import { nextTextNo } from '../../records/numbers.ts';
import type { ProposalVersionRow } from '../../db/schema.ts';
import type { Trx } from '../../db/open.ts';
import { personOf, type CommandContext } from '../define.ts';

/** The newest frozen text of a proposal: the one that is on the table. */
export function newestVersion(trx: Trx, proposalId: string): Promise<ProposalVersionRow | undefined> {
  return trx
    .selectFrom('proposal_version')
    .selectAll()
    .where('proposal_id', '=', proposalId)
    .orderBy('n', 'desc')
    .executeTakeFirst();
}

/** Freezes a text as the next version of its proposal (DEC5); the text is canonical already. */
export async function freezeVersion(
  ctx: CommandContext,
  proposalId: string,
  text: string,
): Promise<ProposalVersionRow> {
  const version = {
    id: newId(),
    proposal_id: proposalId,
    n: await nextTextNo(ctx.trx, proposalId),
    text,
    text_hash: textHash(text),
    frozen_at: ctx.now,
    frozen_by: personOf(ctx),
  };
  await ctx.trx.insertInto('proposal_version').values(version).execute();
  return version;
}
