import * as v from 'valibot';
import { canonicalJson } from '#lib/domain/canonical/json.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { circulatedHash, type CirculatedMinutes } from '#lib/domain/minutes/circulated.ts';
import { renderDecisions, renderMinutes } from '#lib/domain/minutes/render.ts';
import type { NamedValue } from '#lib/domain/minutes/scribe.ts';
import { signaturesNeeded, type Signatory, chairSigning } from '#lib/domain/minutes/signatures.ts';
import { nextMinutesState } from '#lib/domain/minutes/state.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { readMinutes, type MinutesSection } from '#lib/doc/minutes.ts';
import { minutesDoc } from '#lib/doc/names.ts';
import { asCanonical, minutesNamed } from '../../access/minutes.ts';
import { minutesRecordOf } from '../../records/minutes-record.ts';
import { currentRule } from '../../records/register.ts';
import { newSalt } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { circulationNo } from '../../records/corrections.ts';
import { command, personOf } from '../define.ts';
import { day, id } from '../fields.ts';
import { namesLeftIn } from './minutes-names.ts';
import { mandatesNow } from '../../records/minutes-persons.ts';

/**
 * Circulates the draft for confirmation: what is read, signed and later sealed is fixed here, with its
 * hash, and the words are read only from now on (B76, MIN15). Circulating again, with other signatories, because records
 * were completed or corrections taken, replaces the text; who had signed it signs anew (MIN12). Every text that went
 * round is kept until the sealing, so that the next one says what it changed (COR7).
 */
export const circulateMinutes = command({
  name: 'circulate-minutes',
  summary: 'Fixes the draft of the minutes and asks the signatories to confirm it by a day.',
  input: v.strictObject({
    meetingId: id,
    dueOn: day,
    signatoryIds: v.optional(v.pipe(v.array(id), v.maxLength(10)), []),
  }),
  action: 'minutes.circulate',
  about: (db, input) => minutesNamed(db, input.meetingId),
  holdsWords: true,
  async prepare({ words }, input) {
    try {
      return await words.look(minutesDoc(input.meetingId), readMinutes);
    } catch (error) {
      if ((error as { code?: string }).code === 'doc-damaged') return refuse('document-degraded');
      throw error;
    }
  },
  async handle(ctx, input, { meeting, minutes }, sections) {
    const { trx } = ctx;
    const state = nextMinutesState(minutes.state, 'circulate');
    if (isRefusal(state)) return state;
    if (sections.length === 0) return refuse('text-empty');
    const now = await ctx.words.look(minutesDoc(input.meetingId), readMinutes);
    // words came in between: what is fixed is what whoever circulates has read
    if (!sameSections(now, sections)) return refuse('text-changed');
    if (input.dueOn < ctx.today) return refuse('bad-input', { field: 'dueOn', params: { why: 'past' } });
    const { sealPolicy } = (await currentRule(trx, meeting.council_id, ctx.today)).body;
    const signatories = await signatoriesOf(trx, meeting, sealPolicy, input.signatoryIds);
    if (isRefusal(signatories)) return signatories;
    const record = await minutesRecordOf(trx, input.meetingId, sections, signatories);
    if (!record) return refuse('wrong-state');
    const rendered = renderMinutes(record);
    const circulated: CirculatedMinutes = asCanonical({
      sealPolicy,
      document: rendered.document,
      disclosures: salted(rendered.disclosures),
      decisions: renderDecisions(record).map(({ no, document, disclosures }) => ({
        no,
        document,
        disclosures: salted(disclosures),
      })),
    });
    const left = namesLeftIn(
      circulated,
      record.persons.map(({ name }) => name),
    );
    if (left) return left;
    const textHash = circulatedHash(circulated);
    if (isRefusal(textHash)) return textHash;
    const document = canonicalJson(circulated);
    if (isRefusal(document)) return document;
    await trx
      .updateTable('minutes')
      .set({
        state: 'circulated',
        circulated_at: ctx.now,
        due_on: input.dueOn,
        signatories: JSON.stringify(signatories),
        document,
        text_hash: textHash,
      })
      .where('id', '=', minutes.id)
      .execute();
    const no = (await circulationNo(trx, minutes.id)) + 1;
    await trx
      .insertInto('minutes_circulation')
      .values({
        minutes_id: minutes.id,
        no,
        at: ctx.now,
        circulated_by: personOf(ctx),
        due_on: input.dueOn,
        text_hash: textHash,
        document,
      })
      .execute();
    await ctx.audit('minutes', minutes.id, {
      state,
      no,
      textHash,
      replaces: minutes.text_hash,
      dueOn: input.dueOn,
    });
    ctx.effects.meetingChanged(meeting.id);
    ctx.effects.rightsChanged('meeting', meeting.id);
    return { textHash, signatories };
  },
});

function sameSections(a: readonly MinutesSection[], b: readonly MinutesSection[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function salted(disclosures: readonly NamedValue[]) {
  return disclosures.map(({ name, value }) => ({ name, value, salt: newSalt() }));
}

/** Chair of that meeting and the members chosen to sign, at least as many as the seal policy asks for (MIN10). */
async function signatoriesOf(
  trx: Trx,
  meeting: { readonly council_id: string; readonly presiding_person_id: string | null },
  policy: RuleSet['sealPolicy'],
  chosen: readonly string[],
): Promise<Signatory[] | Refusal> {
  const mandates = await mandatesNow(trx, meeting.council_id);
  const chair = chairSigning(meeting.presiding_person_id, mandates);
  if (chair === null) return refuse('chair-missing');
  const members = new Set(mandates.filter(({ role }) => role === 'member').map(({ person }) => person));
  const bad = chosen.findIndex((person) => !members.has(person) || person === chair);
  if (bad >= 0) return refuse('bad-input', { field: `signatoryIds.${bad}` });
  const twice = chosen.findIndex((person, i) => chosen.indexOf(person) !== i);
  if (twice >= 0) return refuse('signatory-twice', { field: `signatoryIds.${twice}` });
  const signatories: Signatory[] = [
    { person: chair, capacity: 'chair' },
    ...chosen.map((person) => ({ person, capacity: 'signatory' as const })),
  ];
  const open = signaturesNeeded(policy, signatories).filter(({ person }) => person === null).length;
  return open > 0
    ? refuse('signatures-missing', { field: 'signatoryIds', params: { n: open } })
    : signatories;
}
