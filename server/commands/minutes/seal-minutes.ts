import * as v from 'valibot';
import { circulatedHash, type CirculatedMinutes } from '#lib/domain/minutes/circulated.ts';
import { sealRefusal } from '#lib/domain/minutes/signatures.ts';
import { nextMinutesState } from '#lib/domain/minutes/state.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { minutesDoc } from '#lib/doc/names.ts';
import { minutesNamed, signaturesOf, type NamedMinutes } from '../../access/minutes.ts';
import { heldUpBy } from '../../records/corrections.ts';
import { personsOf } from '../../records/minutes-persons.ts';
import { registerOf } from '../../records/register.ts';
import { rowDigests } from '../../records/sealed-rows.ts';
import type { Trx } from '../../db/open.ts';
import { appendToChain, type ChainCouncil } from './chain-append.ts';
import { command, personOf, type CommandContext } from '../define.ts';
import { hash, id } from '../fields.ts';
import { namesLeftIn } from './minutes-names.ts';
import { circulatedIn } from '../../db/decode.ts';

/**
 * Seals the minutes and the decisions of their meeting, each with its role division, into the chain (I8).
 * What was circulated is what is sealed, named by its hash; the words are closed for good (4409). From here on
 * names and closed items stand beside the chain and nowhere else, so that one place can be erased (MIN16).
 */
export const sealMinutes = command({
  name: 'seal-minutes',
  summary: 'Seals confirmed minutes and the decisions of their meeting into the chain.',
  input: v.strictObject({ meetingId: id, textHash: hash }),
  action: 'minutes.seal',
  about: (db, input) => minutesNamed(db, input.meetingId),
  async handle(ctx, input, named) {
    const { meeting, minutes } = named;
    const { trx } = ctx;
    if (minutes.state === 'drafting') return refuse('minutes-not-circulated');
    const state = nextMinutesState(minutes.state, 'seal');
    if (isRefusal(state)) return state;
    if (input.textHash !== minutes.text_hash || minutes.document === null)
      return refuse('text-changed', { field: 'textHash' });
    const circulated = circulatedIn({ document: minutes.document });
    const refusal =
      sealRefusal({
        policy: circulated.sealPolicy,
        signatories: minutes.signatories,
        signed: await signaturesOf(trx, minutes.id),
        textHash: input.textHash,
        ...(await heldUpBy(trx, minutes.id, minutes.circulated_at ?? 0)),
      }) ?? (await unfit(trx, named, circulated));
    if (refusal) return refusal;

    const council = await trx
      .selectFrom('council')
      .select(['id', 'slug'])
      .where('id', '=', meeting.council_id)
      .executeTakeFirstOrThrow();
    const decisions = await sealDecisions(ctx, council, named, circulated);
    if (isRefusal(decisions)) return decisions;
    const sealed = await appendToChain(ctx, council, {
      kind: 'minutes',
      refId: minutes.id,
      meeting: { fiscalYear: meeting.fiscal_year, seq: meeting.seq },
      publicBody: { document: circulated.document, textHash: input.textHash },
      disclosures: circulated.disclosures,
      records: await rowDigests(trx, meeting.id, ctx.now),
    });
    if (isRefusal(sealed)) return sealed;
    await trx
      .updateTable('minutes')
      .set({
        state: 'sealed',
        sealed_at: ctx.now,
        sealed_by: personOf(ctx),
        chain_seq: sealed.seq,
        document: null,
      })
      .where('id', '=', minutes.id)
      .execute();
    // of the texts before it nothing is left but that they went round (MIN16)
    await trx
      .updateTable('minutes_circulation')
      .set({ document: null })
      .where('minutes_id', '=', minutes.id)
      .execute();
    await ctx.audit('minutes', minutes.id, { state: 'sealed', seq: sealed.seq, hash: sealed.hash });
    ctx.effects.closeWords(minutesDoc(meeting.id), 'sealed');
    ctx.effects.meetingChanged(meeting.id);
    ctx.effects.rightsChanged('meeting', meeting.id);
    return { hash: sealed.hash, seq: sealed.seq };
  },
});

/** The stored text is no longer the one that was signed, or a name came onto the roster that stands in it. */
async function unfit(
  trx: Trx,
  { meeting, minutes }: NamedMinutes,
  circulated: CirculatedMinutes,
): Promise<Refusal | undefined> {
  if (circulatedHash(circulated) !== minutes.text_hash) return refuse('text-changed', { field: 'textHash' });
  const persons = await personsOf(trx, meeting.council_id, await registerOf(trx, meeting));
  return namesLeftIn(
    circulated,
    persons.map(({ name }) => name),
  );
}

/** Each decision of the meeting as an entry of its own, before the minutes that report them (contracts §8). */
async function sealDecisions(
  ctx: CommandContext,
  council: ChainCouncil,
  { meeting }: NamedMinutes,
  { decisions }: CirculatedMinutes,
): Promise<undefined | Refusal> {
  for (const decision of decisions) {
    const row = await ctx.trx
      .selectFrom('decision')
      .select('id')
      .where('council_id', '=', council.id)
      .where('meeting_id', '=', meeting.id)
      .where('fiscal_year', '=', Number(decision.no.slice(0, 4)))
      .where('seq', '=', Number(decision.no.slice(5)))
      .executeTakeFirstOrThrow();
    const sealed = await appendToChain(ctx, council, {
      kind: 'decision',
      refId: row.id,
      meeting: { fiscalYear: meeting.fiscal_year, seq: meeting.seq },
      publicBody: decision.document,
      disclosures: decision.disclosures,
    });
    if (isRefusal(sealed)) return sealed;
  }
  return undefined;
}
