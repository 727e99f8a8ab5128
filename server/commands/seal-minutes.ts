import * as v from 'valibot';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { sealRefusal } from '#lib/domain/minutes/signatures.ts';
import { nextMinutesState } from '#lib/domain/minutes/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { frozenOf, minutesNamed, signaturesOf } from '../access/minutes.ts';
import { appendToChain } from './chain-append.ts';
import { command, personOf } from './define.ts';
import { hash, id } from './fields.ts';

/**
 * Seals the minutes and the decisions of their meeting, each with its role division, into the chain (I8).
 * What was circulated is what is sealed, named by its hash. The words are closed for good (4409).
 */
export const sealMinutes = command({
  name: 'seal-minutes',
  summary: 'Seals confirmed minutes and the decisions of their meeting into the chain.',
  input: v.strictObject({ meetingId: id, textHash: hash }),
  action: 'minutes.seal',
  about: (db, input) => minutesNamed(db, input.meetingId),
  async handle(ctx, input, { meeting, minutes }) {
    const { trx } = ctx;
    if (minutes.state === 'drafting') return refuse('minutes-not-circulated');
    const state = nextMinutesState(minutes.state, 'seal');
    if (isRefusal(state)) return state;
    if (input.textHash !== minutes.text_hash || minutes.document === null)
      return refuse('text-changed', { field: 'textHash' });
    const council = await trx
      .selectFrom('council')
      .innerJoin('rule_set', 'rule_set.id', 'council.rule_set_id')
      .select(['council.id', 'council.slug', 'rule_set.body'])
      .where('council.id', '=', meeting.council_id)
      .executeTakeFirstOrThrow();
    const refusal = sealRefusal({
      policy: (JSON.parse(council.body) as RuleSet).sealPolicy,
      signatories: minutes.signatories,
      signed: await signaturesOf(trx, minutes.id),
      textHash: input.textHash,
      openCorrections: 0,
    });
    if (refusal) return refusal;

    const frozen = frozenOf(minutes.document);
    const of = { fiscalYear: meeting.fiscal_year, seq: meeting.seq };
    for (const decision of frozen.decisions) {
      const row = await trx
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
        meeting: of,
        publicBody: decision.document,
        disclosures: decision.disclosures,
      });
      if (isRefusal(sealed)) return sealed;
    }
    const sealed = await appendToChain(ctx, council, {
      kind: 'minutes',
      refId: minutes.id,
      meeting: of,
      publicBody: { document: frozen.document, textHash: input.textHash },
      disclosures: frozen.disclosures,
    });
    if (isRefusal(sealed)) return sealed;
    await trx
      .updateTable('minutes')
      .set({ state: 'sealed', sealed_at: ctx.now, sealed_by: personOf(ctx), chain_seq: sealed.seq })
      .where('id', '=', minutes.id)
      .execute();
    await ctx.audit('minutes', minutes.id, { state: 'sealed', seq: sealed.seq, hash: sealed.hash });
    ctx.effects.closeWords(`meeting/${meeting.id}/minutes`, 'sealed');
    ctx.effects.closeWords(`meeting/${meeting.id}/agenda`, 'frozen');
    ctx.effects.meetingChanged(meeting.id);
    ctx.effects.accessChanged();
    return { hash: sealed.hash, seq: sealed.seq };
  },
});
