import { isProvisional, withoutNames } from '#lib/domain/minutes/provisional.ts';
import { may, type Subject } from '#lib/domain/policy/decide.ts';
import { rulesIn } from '../db/decode.ts';
import type { Db } from '../db/open.ts';

/* Decisions that are public before the minutes of their meeting are sealed (QPW1), and whose names stay out of them. */

/** Ids of the meetings whose decisions the street reads as provisional; of a council few: the rest is sealed. */
export async function provisionalMeetings(db: Db, councilId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('minutes')
    .innerJoin('meeting', 'meeting.id', 'minutes.meeting_id')
    .innerJoin('rule_set', 'rule_set.id', 'meeting.rule_set_id')
    .select(['meeting.id', 'meeting.visibility', 'minutes.state', 'rule_set.body'])
    .where('minutes.council_id', '=', councilId)
    .where('minutes.state', 'in', ['drafting', 'circulated'])
    .execute();
  return rows
    .filter(({ visibility, state: minutes, body }) =>
      isProvisional({ visibility, minutes, outlinePublic: rulesIn({ body }).outlinePublic }),
    )
    .map(({ id }) => id);
}

/** The same, for whoever sees sealed decisions only; nobody else needs to be told. */
export function provisionalFor(db: Db, councilId: string, subject: Subject): Promise<string[]> {
  return may(subject, 'meeting.follow') ? Promise.resolve([]) : provisionalMeetings(db, councilId);
}

/** What somebody is shown of an unsealed decision: to the street without the full names of the council's people (QPW3). */
export async function asProvisional<T>(db: Db, councilId: string, value: T): Promise<T> {
  const people = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .select('person.display_name')
    .distinct()
    .where('mandate.council_id', '=', councilId)
    .execute();
  return withoutNames(
    value,
    people.map(({ display_name }) => display_name),
  );
}
