import * as v from 'valibot';
import { canonicalJson } from '#lib/domain/canonical/json.ts';
import { textHash } from '#lib/domain/canonical/text.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { renderDecisions, renderMinutes } from '#lib/domain/minutes/render.ts';
import { signaturesNeeded, type Signatory } from '#lib/domain/minutes/signatures.ts';
import { nextMinutesState } from '#lib/domain/minutes/state.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { readMinutes } from '#lib/doc/minutes.ts';
import { asCanonical, minutesNamed, type NamedMinutes } from '../access/minutes.ts';
import { minutesRecordOf } from '../access/minutes-record.ts';
import type { Trx } from '../db/open.ts';
import { command } from './define.ts';
import { day, id } from './fields.ts';

/**
 * Circulates the draft for confirmation: what is read, signed and later sealed is fixed here, with its
 * hash, and the words are read only from now on (B76, MIN11).
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
  async prepare({ words }, input) {
    return readMinutes(await words.readDoc(`meeting/${input.meetingId}/minutes`));
  },
  async handle(ctx, input, { meeting, minutes }, sections) {
    const { trx } = ctx;
    // a text that others have signed is not replaced under their names
    if (minutes.state !== 'drafting') {
      const next = nextMinutesState(minutes.state, 'circulate');
      return isRefusal(next) ? next : refuse('wrong-state');
    }
    if (sections.length === 0) return refuse('text-empty');
    if (input.dueOn < ctx.today) return refuse('bad-input', { field: 'dueOn' });
    const signatories = await signatoriesOf(
      trx,
      { councilId: meeting.council_id, meeting },
      input.signatoryIds,
    );
    if (isRefusal(signatories)) return signatories;
    const record = await minutesRecordOf(trx, input.meetingId, sections, signatories);
    if (!record) return refuse('wrong-state');
    const frozen = asCanonical({ ...renderMinutes(record), decisions: renderDecisions(record) });
    const document = canonicalJson(frozen);
    if (isRefusal(document)) return document;
    const hash = textHash(document);
    await trx
      .updateTable('minutes')
      .set({
        state: 'circulated',
        circulated_at: ctx.now,
        due_on: input.dueOn,
        signatories: JSON.stringify(signatories),
        document,
        text_hash: hash,
      })
      .where('id', '=', minutes.id)
      .execute();
    await ctx.audit('minutes', minutes.id, { state: 'circulated', textHash: hash, dueOn: input.dueOn });
    ctx.effects.meetingChanged(meeting.id);
    ctx.effects.accessChanged();
    return { textHash: hash, signatories };
  },
});

/** Chair of that meeting and the members chosen to sign, as many as the seal policy asks for (MIN10). */
async function signatoriesOf(
  trx: Trx,
  { councilId, meeting }: { councilId: string; meeting: NamedMinutes['meeting'] },
  chosen: readonly string[],
): Promise<Signatory[] | Refusal> {
  const people = await trx
    .selectFrom('mandate')
    .select(['person_id', 'role'])
    .where('council_id', '=', councilId)
    .where('ended_at', 'is', null)
    .execute();
  const chair = meeting.presiding_person_id ?? people.find(({ role }) => role === 'chair')?.person_id;
  if (!chair) return refuse('signatures-missing', { params: { n: 1 } });
  const members = new Set(people.filter(({ role }) => role === 'member').map(({ person_id }) => person_id));
  const bad = chosen.findIndex(
    (person, i) => !members.has(person) || person === chair || chosen.indexOf(person) !== i,
  );
  if (bad >= 0) return refuse('bad-input', { field: `signatoryIds.${bad}` });
  const signatories: Signatory[] = [
    { person: chair, capacity: 'chair' },
    ...chosen.map((person) => ({ person, capacity: 'signatory' as const })),
  ];
  const rule = await trx
    .selectFrom('council')
    .innerJoin('rule_set', 'rule_set.id', 'council.rule_set_id')
    .select('rule_set.body')
    .where('council.id', '=', councilId)
    .executeTakeFirstOrThrow();
  const { sealPolicy } = JSON.parse(rule.body) as RuleSet;
  const open = signaturesNeeded(sealPolicy, signatories).filter(({ person }) => person === null).length;
  return open > 0
    ? refuse('signatures-missing', { field: 'signatoryIds', params: { n: open } })
    : signatories;
}
