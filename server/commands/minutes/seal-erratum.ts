import * as v from 'valibot';
import { namesLeft } from '#lib/domain/minutes/names.ts';
import { erratumRefusal, renderErratum } from '#lib/domain/minutes/erratum.ts';
import { nextMinutesState } from '#lib/domain/minutes/state.ts';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { erratumNamed, type NamedErratum } from '../../access/corrections.ts';
import { asCanonical } from '../../access/minutes.ts';
import { newSalt } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { sealedEntry } from '../../records/chain.ts';
import { minutesRecordOf } from '../../records/minutes-record.ts';
import { currentRule } from '../../records/register.ts';
import { appendToChain } from './chain-append.ts';
import { command, personOf } from '../define.ts';
import { id } from '../fields.ts';

/**
 * Adds an erratum to sealed minutes: a new entry of the chain that names theirs, with what the policy of the rules in
 * force asks for (ERT2, ERT3). The minutes, their words and their rounds stay as they were sealed (I8).
 */
export const sealErratum = command({
  name: 'seal-erratum',
  summary: 'Seals an erratum into the chain, behind the minutes it puts right.',
  input: v.strictObject({ erratumId: id }),
  action: 'minutes.seal',
  about: (db, input) => erratumNamed(db, input.erratumId),
  async handle(ctx, _input, named) {
    const { meeting, minutes, erratum } = named;
    const { trx } = ctx;
    const state = nextMinutesState(minutes.state, 'add_erratum');
    if (isRefusal(state)) return state;
    if (erratum.state !== 'open') return refuse('already-answered');
    const chair = personOf(ctx);
    const signed = await signedBy(trx, erratum.id);
    const { sealPolicy: policy } = (await currentRule(trx, meeting.council_id, ctx.today)).body;
    const refusal = erratumRefusal({ policy, chair, signed });
    if (refusal) return refusal;
    const rendered = await renderedOf(trx, named, chair, signed);
    if (isRefusal(rendered)) return rendered;
    const council = await trx
      .selectFrom('council')
      .select(['id', 'slug'])
      .where('id', '=', meeting.council_id)
      .executeTakeFirstOrThrow();
    const sealed = await appendToChain(ctx, council, {
      kind: 'erratum',
      refId: erratum.id,
      meeting: { fiscalYear: meeting.fiscal_year, seq: meeting.seq },
      publicBody: rendered.document,
      disclosures: rendered.disclosures.map(({ name, value }) => ({ name, value, salt: newSalt() })),
    });
    if (isRefusal(sealed)) return sealed;
    await trx
      .updateTable('minutes_erratum')
      .set({
        state: 'sealed',
        answered_by: chair,
        answered_at: ctx.now,
        chain_seq: sealed.seq,
      })
      .where('id', '=', erratum.id)
      .execute();
    await ctx.audit('minutes_erratum', erratum.id, { state: 'sealed', no: erratum.no, ...sealed });
    ctx.effects.meetingChanged(meeting.id);
    return { ...sealed, no: erratum.no };
  },
});

async function signedBy(trx: Trx, erratumId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('erratum_signature')
    .select('person_id')
    .where('erratum_id', '=', erratumId)
    .orderBy('at')
    .orderBy('person_id')
    .execute();
  return rows.map(({ person_id }) => person_id);
}

async function renderedOf(
  trx: Trx,
  { meeting, minutes, erratum }: NamedErratum,
  chair: string,
  signed: readonly string[],
) {
  const record = await minutesRecordOf(trx, meeting.id, [], minutes.signatories);
  const entry = minutes.chain_seq && (await sealedEntry(trx, minutes.council_id, minutes.chain_seq));
  if (!record || !entry) return refuse('wrong-state');
  const { no, place, quote, wording, why } = erratum;
  const decidedBy = [
    { capacity: 'chair', person: chair },
    ...signed.filter((person) => person !== chair).map((person) => ({ capacity: 'signatory', person })),
  ];
  const rendered = asCanonical(
    renderErratum(
      record,
      { seq: entry.seq, hash: entry.line.hash },
      { no, place, quote, wording, why, askedBy: erratum.asked_by, decidedBy },
    ),
  );
  const left = namesLeft(
    rendered.document,
    record.persons.map(({ name }) => name),
  );
  return left.length > 0 ? refuse('names-left', { params: { n: left.length } }) : rendered;
}
