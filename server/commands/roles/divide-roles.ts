import * as v from 'valibot';
import { nextDecisionState } from '#lib/domain/deciding/index.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { firstAssignmentState } from '#lib/domain/roles/assignment.ts';
import { checkDivision } from '#lib/domain/roles/division.ts';
import { responsibilities, scopes } from '#lib/domain/roles/level.ts';
import { decisionNamed } from '../../access/decision.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { asColumn } from '../../db/values.ts';
import { command, personOf } from '../define.ts';
import { day, id, line, optionalLine, optionalProse } from '../fields.ts';

const level = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5));

const task = v.strictObject({
  title: line(200),
  detail: optionalProse(2000),
  scope: v.picklist(scopes),
  level,
  dueOn: v.optional(day),
  frequency: optionalLine(100),
  requestToCity: v.optional(v.boolean(), false),
  assignments: v.pipe(
    v.array(v.strictObject({ organizationId: id, responsibility: v.picklist(responsibilities) })),
    v.maxLength(50),
  ),
});

const schema = v.strictObject({
  decisionId: id,
  title: line(200),
  level,
  fromOn: v.optional(day),
  toOn: v.optional(day),
  cost: optionalProse(500),
  comparison: optionalProse(4000),
  reviewOn: v.optional(day),
  tasks: v.pipe(v.array(task), v.maxLength(50)),
});
type Division = v.InferOutput<typeof schema>;

/**
 * Divides the tasks of a decision among parties (DIV1). Leads and supports are asked and answer for themselves;
 * the division is active once all of them have accepted (I10). What is the whole city's stays the city's (I9).
 */
export const divideRoles = command({
  name: 'divide-roles',
  summary:
    'Divides the tasks of a decision among residents, city and partners; leads and supports are asked.',
  input: schema,
  action: 'roles.divide',
  about: (db, input) => decisionNamed(db, input.decisionId),
  async handle(ctx, input, { decision, meeting }) {
    const { trx, now } = ctx;
    const state = nextDecisionState(decision.state, 'divide');
    if (isRefusal(state)) return state;
    const made = await trx
      .selectFrom('role_division')
      .select('id')
      .where('decision_id', '=', decision.id)
      .executeTakeFirst();
    if (made) return refuse('already-done');
    const wrong = daysRefusal(input, ctx.today) ?? (await divisionRefusal(trx, meeting.council_id, input));
    if (wrong) return wrong;
    const divisionId = newId();
    await trx
      .insertInto('role_division')
      .values({
        id: divisionId,
        council_id: meeting.council_id,
        decision_id: decision.id,
        title: input.title,
        level: input.level,
        from_on: input.fromOn ?? null,
        to_on: input.toOn ?? null,
        cost: input.cost,
        comparison: input.comparison,
        review_on: input.reviewOn ?? decision.review_on,
        created_by: personOf(ctx),
        created_at: now,
      })
      .execute();
    for (const [index, entry] of input.tasks.entries())
      await insertTask(trx, divisionId, index + 1, entry, now);
    const asked = input.tasks.flatMap((entry) => entry.assignments);
    await ctx.audit('role_division', divisionId, {
      decision: decision.id,
      tasks: input.tasks.length,
      assignments: asked.length,
    });
    ctx.effects.meetingChanged(meeting.id);
    return { divisionId };
  },
});

async function insertTask(
  trx: Trx,
  divisionId: string,
  position: number,
  entry: Division['tasks'][number],
  now: number,
): Promise<void> {
  const taskId = newId();
  await trx
    .insertInto('role_task')
    .values({
      id: taskId,
      division_id: divisionId,
      position,
      title: entry.title,
      detail: entry.detail,
      scope: entry.scope,
      level: entry.level,
      due_on: entry.dueOn ?? null,
      frequency: entry.frequency,
      request_to_city: asColumn(entry.requestToCity),
    })
    .execute();
  await trx
    .insertInto('role_assignment')
    .values(
      entry.assignments.map(({ organizationId, responsibility }) => ({
        id: newId(),
        task_id: taskId,
        division_id: divisionId,
        organization_id: organizationId,
        responsibility,
        state: firstAssignmentState(responsibility) === 'asked' ? ('asked' as const) : ('informed' as const),
        asked_at: now,
      })),
    )
    .execute();
}

function daysRefusal({ fromOn, toOn, reviewOn }: Division, today: string): Refusal | null {
  if (fromOn !== undefined && toOn !== undefined && toOn < fromOn)
    return refuse('bad-input', { field: 'toOn', params: { why: 'before-start' } });
  return reviewOn !== undefined && reviewOn < today
    ? refuse('bad-input', { field: 'reviewOn', params: { why: 'past' } })
    : null;
}

/** The first fault by the rules of the domain, with paths of this input; parties are those of this council. */
async function divisionRefusal(trx: Trx, councilId: string, input: Division): Promise<Refusal | null> {
  const parties = await trx
    .selectFrom('organization')
    .select(['id', 'party'])
    .where('council_id', '=', councilId)
    .execute();
  for (const [i, { assignments }] of input.tasks.entries())
    for (const [j, { organizationId }] of assignments.entries()) {
      const field = `tasks[${i}].assignments[${j}].organizationId`;
      if (!parties.some((party) => party.id === organizationId)) return refuse('not-found', { field });
      if (assignments.findIndex((entry) => entry.organizationId === organizationId) !== j)
        return refuse('bad-input', { field });
    }
  const [fault] = checkDivision(
    input.tasks.map((entry) => ({
      title: entry.title,
      scope: entry.scope,
      level: entry.level,
      requestToCity: entry.requestToCity,
      comparison: input.comparison,
      due: entry.dueOn ?? '',
      parties: Object.fromEntries(
        entry.assignments.map(({ organizationId, responsibility }) => [organizationId, responsibility]),
      ),
    })),
    parties,
  );
  if (fault === undefined) return null;
  return fault.field === undefined ? fault : { ...fault, field: fieldOf(fault.field, input) };
}

/** The path of the domain's fault in this command's input: one comparison for all tasks, parties as a list. */
function fieldOf(path: string, input: Division): string {
  if (path.endsWith('.comparison')) return 'comparison';
  const [, index, party] = /^tasks\[(\d+)\]\.parties(?:\.(.+))?$/.exec(path) ?? [];
  if (index === undefined) return path.replace(/\.due$/, '.dueOn');
  const j =
    input.tasks[Number(index)]?.assignments.findIndex((entry) => entry.organizationId === party) ?? -1;
  return j < 0 ? `tasks[${index}].assignments` : `tasks[${index}].assignments[${j}]`;
}
