import { recordLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { NewItem } from '#lib/doc/agenda.ts';
import { lastPrepared, reviewsDue, timingOf } from '#lib/domain/roles/standing.ts';
import { decisionNumber } from '#lib/domain/calendar/numbers.ts';
import { decisionWords } from '#lib/text/states.ts';
import { newId } from '../../db/ids.ts';
import type { Trx } from '../../db/open.ts';
import { declinedRoles, nameableRole } from '../../records/declined-roles.ts';

/* What stands on the agenda of a new meeting before anybody writes (domain §3.1 step 3, R-HAC-20). */

const inRecord = { locale: recordLocale };

interface ForMeeting {
  readonly id: string;
  readonly councilId: string;
  /** Day of the meeting, 'YYYY-MM-DD' */
  readonly day: string;
}

/**
 * Opening, report on earlier decisions, due reviews, late tasks, declined roles, other business, closing: in Japanese, the
 * language of the record. People change the words as they like.
 */
export async function openingItems(trx: Trx, meeting: ForMeeting): Promise<NewItem[]> {
  const item = (type: NewItem['type'], title: string, minutes: number): NewItem => ({
    id: newId(),
    type,
    title,
    minutes,
  });
  const reviews = await dueReviews(trx, meeting);
  const late = await lateDivisions(trx, meeting);
  const declined = await openAgain(trx, meeting.councilId);
  return [
    item('opening', m.meeting_opening_item({}, inRecord), 5),
    item('report', m.meeting_opening_progress({}, inRecord), 15),
    ...(reviews.length === 0
      ? []
      : [item('report', reviewsTitle(reviews), Math.min(10 * reviews.length, 30))]),
    ...(late.length === 0 ? [] : [item('report', lateTitle(late), Math.min(5 * late.length, 15))]),
    ...(declined.length === 0
      ? []
      : [item('discussion', declinedTitle(declined), Math.min(10 * declined.length, 30))]),
    item('other', m.meeting_opening_other({}, inRecord), 5),
    item('closing', m.meeting_opening_closing({}, inRecord), 5),
  ];
}

/** So many are named in the title of an item; the page of roles and the register name all. */
const named = { reviews: 4, divisions: 2 };

/** One item for all reviews that are due: a lone one by its title, several by their numbers. */
function reviewsTitle(reviews: readonly { readonly no: string; readonly title: string }[]): string {
  const [only, second] = reviews;
  if (only && !second)
    return m.meeting_opening_review(
      { no: decisionWords(only.no, inRecord.locale), title: only.title },
      inRecord,
    );
  const names = someOf(
    reviews.map(({ no }) => decisionWords(no, inRecord.locale)),
    named.reviews,
  );
  return m.meeting_opening_reviews({ n: reviews.length, names }, inRecord);
}

/** One item for all tasks past due, whichever division they belong to. */
function lateTitle(divisions: readonly { readonly title: string; readonly n: number }[]): string {
  const [only, second] = divisions;
  if (only && !second) return m.meeting_opening_late(only, inRecord);
  const names = someOf(
    divisions.map(({ title }) => title),
    named.divisions,
  );
  const n = divisions.reduce((sum, division) => sum + division.n, 0);
  return m.meeting_opening_late_all({ n, names }, inRecord);
}

/** One item for all roles that were declined. */
function declinedTitle(tasks: readonly string[]): string {
  const [only, second] = tasks;
  if (only !== undefined && second === undefined) return m.meeting_opening_declined({ task: only }, inRecord);
  return m.meeting_opening_declined_all({ n: tasks.length, names: someOf(tasks, named.divisions) }, inRecord);
}

/** Tasks with a role to be filled anew (ROL19). */
async function openAgain(trx: Trx, councilId: string): Promise<string[]> {
  const roles = await declinedRoles(trx, councilId);
  return roles.filter(nameableRole).map(({ task }) => task);
}

/** The last `most` of what has come up over the years, and whether there are more. */
function someOf(all: readonly string[], most: number): string {
  const names = all.slice(-most).join(m.ui_list_comma({}, inRecord));
  return all.length <= most ? names : m.meeting_opening_and_more({ names }, inRecord);
}

/** Decisions to be looked at again by this day, unless a meeting prepared since then has them on its agenda (ROL18, REG8). */
async function dueReviews(trx: Trx, meeting: ForMeeting): Promise<{ no: string; title: string }[]> {
  const rows = await trx
    .selectFrom('decision')
    .leftJoin('role_division', 'role_division.decision_id', 'decision.id')
    .select([
      'decision.fiscal_year',
      'decision.seq',
      'decision.title',
      'decision.declared_at',
      'decision.state',
      'decision.review_on',
      'role_division.review_on as division_review_on',
    ])
    .where('decision.council_id', '=', meeting.councilId)
    .where('decision.state', 'in', ['recorded', 'in_effect'])
    .orderBy('decision.fiscal_year')
    .orderBy('decision.seq')
    .execute();
  const others = await trx
    .selectFrom('meeting')
    .select(['created_at as createdAt', 'starts_at as startsAt'])
    .where('council_id', '=', meeting.councilId)
    .where('id', '!=', meeting.id)
    .where('state', '!=', 'cancelled')
    .execute();
  return reviewsDue(
    rows.map((row) => ({
      id: decisionNumber(row.fiscal_year, row.seq),
      title: row.title,
      state: row.state,
      reviewOn: row.division_review_on ?? row.review_on,
      reviewedOn: lastPrepared(row.declared_at, others),
    })),
    meeting.day,
  ).map(({ id: no, title }) => ({ no, title }));
}

/** Role divisions with tasks that will be late on the day of the meeting, with how many (ROL16). */
async function lateDivisions(trx: Trx, meeting: ForMeeting): Promise<{ title: string; n: number }[]> {
  const tasks = await trx
    .selectFrom('role_task')
    .innerJoin('role_division', 'role_division.id', 'role_task.division_id')
    .select(['role_division.id', 'role_division.title', 'role_task.due_on'])
    .where('role_division.council_id', '=', meeting.councilId)
    .where('role_task.done_at', 'is', null)
    .where('role_task.due_on', 'is not', null)
    .orderBy('role_division.created_at')
    .execute();
  const late = new Map<string, { title: string; n: number }>();
  for (const { id, title, due_on } of tasks)
    if (timingOf(false, due_on, meeting.day) === 'late')
      late.set(id, { title, n: (late.get(id)?.n ?? 0) + 1 });
  return [...late.values()];
}
