import type { Office } from '#lib/domain/council/office.ts';
import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { rules, type Action, type Power, type Role } from '#lib/domain/policy/actions.ts';
import { isStranger, may, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { boardDoc, canvasDoc } from '#lib/doc/names.ts';
import { openCouncil } from '../../access/council.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { byText } from '../../db/values.ts';
import { dayOf } from '#lib/domain/calendar/jst.ts';
import { currentRule } from '../../records/register.ts';
import { unreadNotices, type PowerNotice } from './power-notices.ts';
import { officeOf } from '../../records/office.ts';

/* Councils for pages and API. Views are JSON; days are 'YYYY-MM-DD' in Asia/Tokyo. */

export interface CouncilName {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly city: string;
  /** 「みずき台中学校区」 */
  readonly district: string;
}

export interface CouncilView extends CouncilName {
  readonly foundedOn: string;
  readonly rules: { readonly version: number; readonly set: RuleSet };
  /** Names of the live documents (contracts §4). */
  readonly rooms: { readonly board: string; readonly canvas: string };
}

/** Who asks, as his mandates in this council make him. */
export interface CouncilMe {
  readonly personId: string;
  readonly displayName: string;
  /** The same, for the header. */
  readonly name: string;
  /** Organisation or seat; '' where there is none. */
  readonly from: string;
  readonly roles: readonly Role[];
  readonly powers: readonly Power[];
  readonly seatIds: readonly string[];
  readonly organizationIds: readonly string[];
}

/** What every page below /c/{slug} knows. `may`: rights that need no further facts. */
export interface CouncilFrame {
  readonly council: CouncilName;
  readonly office: Office;
  readonly me: CouncilMe | null;
  readonly may: Readonly<Record<Action, boolean>>;
  /** Other councils in which this person sits, by address. */
  readonly others: readonly CouncilName[];
  /** What this person was told about powers and accounts and has not read. */
  readonly told: readonly PowerNotice[];
}

/** All councils by name, after the slug `after`. Public: takes no actor. */
export async function councils(
  db: Db,
  page: { readonly limit: number; readonly after: string | null },
): Promise<CouncilName[]> {
  let query = db
    .selectFrom('council')
    .select(['id', 'slug', 'name', 'city', 'district'])
    .orderBy('slug', byText)
    .limit(page.limit);
  if (page.after !== null) query = query.where('slug', '>', page.after);
  return query.execute();
}

/** One council with its rule set and the names of its live documents. Public: takes no actor. */
export async function councilBySlug(db: Db, slug: string, now: number): Promise<CouncilView | Refusal> {
  const opened = await openCouncil(db, { personId: null }, slug);
  if (isRefusal(opened)) return opened;
  const { council } = opened;
  const rule = await currentRule(db, council.id, dayOf(now));
  return {
    ...nameOf(council),
    foundedOn: council.founded_on,
    rules: { version: rule.version, set: rule.body },
    rooms: { board: boardDoc(slug), canvas: canvasDoc(slug) },
  };
}

/** The frame of a council's pages for whoever asks. */
export async function councilFrame(
  db: Db,
  actor: Actor,
  slug: string,
  now: number,
): Promise<CouncilFrame | Refusal> {
  const opened = await openCouncil(db, actor, slug);
  if (isRefusal(opened)) return opened;
  const { council, subject } = opened;
  return {
    council: nameOf(council),
    office: await officeOf(db, council.id),
    me: await meIn(db, council.id, subject),
    may: rightsOf(subject),
    others: subject.personId === null ? [] : await otherCouncils(db, council.id, subject.personId),
    told:
      subject.personId === null || isStranger(subject)
        ? []
        : await unreadNotices(db, council.id, subject.personId, now),
  };
}

/** For going over to another council at once; most people sit in one. */
function otherCouncils(db: Db, councilId: string, personId: string): Promise<CouncilName[]> {
  return db
    .selectFrom('council')
    .select(['id', 'slug', 'name', 'city', 'district'])
    .where('id', '!=', councilId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('mandate')
        .select('council_id')
        .where('person_id', '=', personId)
        .where('ended_at', 'is', null),
    )
    .orderBy('slug', byText)
    .execute();
}

function rightsOf(subject: Subject): Record<Action, boolean> {
  const actions = Object.keys(rules) as Action[];
  return Object.fromEntries(actions.map((action) => [action, may(subject, action)])) as Record<
    Action,
    boolean
  >;
}

export function nameOf(council: CouncilName): CouncilName {
  const { id, slug, name, city, district } = council;
  return { id, slug, name, city, district };
}

async function meIn(db: Db, councilId: string, subject: Subject): Promise<CouncilMe | null> {
  if (subject.personId === null) return null;
  const person = await db
    .selectFrom('person')
    .select('display_name')
    .where('id', '=', subject.personId)
    .executeTakeFirst();
  if (!person) return null;
  const places = await db
    .selectFrom('mandate')
    .leftJoin('seat', 'seat.id', 'mandate.seat_id')
    .leftJoin('organization as own', 'own.id', 'mandate.organization_id')
    .leftJoin('organization as seated', 'seated.id', 'seat.organization_id')
    .select(['own.name as own', 'seated.name as seated', 'seat.label'])
    .where('mandate.council_id', '=', councilId)
    .where('mandate.person_id', '=', subject.personId)
    .where('mandate.ended_at', 'is', null)
    .orderBy('mandate.created_at')
    .execute();
  const from = places.map((place) => place.own ?? place.seated ?? place.label).find((name) => name);
  return {
    personId: subject.personId,
    displayName: person.display_name,
    name: person.display_name,
    from: from ?? '',
    roles: [...new Set(subject.roles)],
    powers: [...new Set(subject.powers)],
    seatIds: subject.seatIds,
    organizationIds: subject.organizationIds,
  };
}
