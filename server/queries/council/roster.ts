import { coreFields, type Field } from '#lib/domain/issues/taxonomy.ts';
import type { OrganizationKind, Party } from '#lib/domain/council/organizations.ts';
import type { Power, Role } from '#lib/domain/policy/actions.ts';
import { may } from '#lib/domain/policy/decide.ts';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { openCouncil } from '../../access/council.ts';
import type { Actor } from '../../access/subject.ts';
import type { Db } from '../../db/open.ts';
import { counted } from '../../db/values.ts';
import { fieldsIn, powersIn } from '../../db/decode.ts';

/* Who sits in a council: for its settings, and for lists to choose from. */

export interface OrganizationView {
  readonly id: string;
  readonly name: string;
  readonly kind: OrganizationKind;
  readonly party: Party;
  /** Codes of the preset, or words of the council's own. */
  readonly fields: readonly string[];
  readonly seats: number;
}

export interface SeatView {
  readonly id: string;
  readonly no: number;
  readonly label: string;
  readonly organization: { readonly id: string; readonly name: string } | null;
  readonly member: { readonly personId: string; readonly name: string } | null;
  readonly alternates: readonly { readonly personId: string; readonly name: string }[];
}

export interface MandateView {
  readonly id: string;
  readonly role: Role;
  readonly powers: readonly Power[];
  readonly seatId: string | null;
  readonly seatNo: number | null;
  /** Organisation, else label of the seat, else ''. */
  readonly from: string;
  readonly fromOn: string;
}

export interface PersonView {
  readonly personId: string;
  readonly name: string;
  readonly kana: string;
  /** Has set a sign-in name and password. */
  readonly cameIn: boolean;
  readonly mandates: readonly MandateView[];
  /** The open slip of this person; only for those who keep the roster. */
  readonly slip: SlipView | null;
}

/** Somebody whose last mandate has ended: found again, and can be taken back. */
export interface FormerView {
  readonly personId: string;
  readonly name: string;
  readonly kana: string;
  readonly cameIn: boolean;
  /** The mandates that ended last, of one day. */
  readonly last: readonly { readonly role: Role; readonly from: string }[];
  /** 'YYYY-MM-DD' */
  readonly until: string;
}

export interface SlipView {
  readonly id: string;
  readonly purpose: 'member' | 'password' | 'resident';
  /** ms since 1970 UTC */
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface RosterView {
  readonly organizations: readonly OrganizationView[];
  readonly seats: readonly SeatView[];
  /** Without residents and observers unless one keeps the roster: they are counted below. */
  readonly people: readonly PersonView[];
  /** Those who left last come first; only for those who keep the roster. */
  readonly former: readonly FormerView[];
  readonly residents: number;
  readonly observers: number;
  readonly residentLink: SlipView | null;
  /** Fields of the strategy in which no seated organisation works (AT-1.9). */
  readonly missingFields: readonly Field[];
}

const visitors: readonly Role[] = ['resident', 'observer'];

/** The roster for the inside of the council; slips and residents' names only for those who keep it. */
export async function roster(db: Db, actor: Actor, slug: string, now: number): Promise<RosterView | Refusal> {
  const opened = await openCouncil(db, actor, slug, 'council.readInside');
  if (isRefusal(opened)) return opened;
  const { council, subject } = opened;
  const keeps = may(subject, 'mandate.give');
  const organizations = await organizationsOf(db, council.id);
  const mandates = await mandatesOf(db, council.id);
  const slips = keeps ? await slipsOf(db, council.id, now) : [];
  const people = peopleOf(mandates, slips);
  const onlyVisits = (person: PersonView) => person.mandates.every(({ role }) => visitors.includes(role));
  const link = slips.find((slip) => slip.purpose === 'resident');
  const count = (role: Role) =>
    people.filter((person) => onlyVisits(person) && person.mandates.some((m) => m.role === role)).length;
  const seated = new Set(mandates.flatMap((row) => (row.role === 'member' ? (row.seat_org_id ?? []) : [])));
  return {
    organizations,
    seats: await seatsOf(db, council.id, mandates),
    people: keeps ? people : people.filter((person) => !onlyVisits(person)),
    former: keeps ? await formerOf(db, council.id) : [],
    residents: count('resident'),
    observers: count('observer'),
    residentLink: link ? viewOf(link) : null,
    missingFields: coreFields.filter(
      (field) => !organizations.some((org) => seated.has(org.id) && org.fields.includes(field)),
    ),
  };
}

async function organizationsOf(db: Db, councilId: string): Promise<OrganizationView[]> {
  const rows = await db
    .selectFrom('organization')
    .leftJoin('seat', (join) =>
      join.onRef('seat.organization_id', '=', 'organization.id').on('seat.to_on', 'is', null),
    )
    .select(['organization.id', 'organization.name', 'organization.kind', 'organization.party'])
    .select('organization.fields')
    .select((eb) => counted(eb.fn.count('seat.id')).as('seats'))
    .where('organization.council_id', '=', councilId)
    .groupBy('organization.id')
    .orderBy('organization.created_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind as OrganizationKind,
    party: row.party,
    fields: fieldsIn(row),
    seats: row.seats,
  }));
}

type MandateRows = Awaited<ReturnType<typeof mandatesOf>>;

function mandatesOf(db: Db, councilId: string) {
  return db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .leftJoin('seat', 'seat.id', 'mandate.seat_id')
    .leftJoin('organization as own', 'own.id', 'mandate.organization_id')
    .leftJoin('organization as seated', 'seated.id', 'seat.organization_id')
    .select([
      'mandate.id',
      'mandate.person_id',
      'mandate.role',
      'mandate.powers',
      'mandate.seat_id',
      'mandate.from_on',
      'person.display_name',
      'person.kana',
      'person.login_name',
      'seat.no as seat_no',
      'seat.label as seat_label',
      'seat.organization_id as seat_org_id',
      'own.name as own',
      'seated.name as seated',
    ])
    .where('mandate.council_id', '=', councilId)
    .where('mandate.ended_at', 'is', null)
    .where('person.erased_at', 'is', null)
    .orderBy('mandate.created_at')
    .orderBy('mandate.id')
    .execute();
}

/** People of the council without a mandate now. */
async function formerOf(db: Db, councilId: string): Promise<FormerView[]> {
  const rows = await db
    .selectFrom('mandate')
    .innerJoin('person', 'person.id', 'mandate.person_id')
    .leftJoin('seat', 'seat.id', 'mandate.seat_id')
    .leftJoin('organization as own', 'own.id', 'mandate.organization_id')
    .leftJoin('organization as seated', 'seated.id', 'seat.organization_id')
    .select(['mandate.person_id', 'mandate.role', 'mandate.to_on', 'mandate.ended_at'])
    .select(['person.display_name', 'person.kana', 'person.login_name'])
    .select(['own.name as own', 'seated.name as seated', 'seat.label as seat_label'])
    .where('mandate.council_id', '=', councilId)
    .where('mandate.ended_at', 'is not', null)
    .where('person.erased_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('mandate as active')
            .select('active.id')
            .whereRef('active.person_id', '=', 'mandate.person_id')
            .where('active.council_id', '=', councilId)
            .where('active.ended_at', 'is', null),
        ),
      ),
    )
    .orderBy('mandate.ended_at', 'desc')
    .orderBy('mandate.id')
    .execute();
  const former = new Map<string, FormerView & { last: { role: Role; from: string }[] }>();
  for (const row of rows) {
    const person = former.get(row.person_id) ?? {
      personId: row.person_id,
      name: row.display_name,
      kana: row.kana,
      cameIn: row.login_name !== null,
      last: [],
      until: row.to_on ?? '',
    };
    if (person.until === row.to_on)
      person.last.push({ role: row.role as Role, from: row.own ?? row.seated ?? row.seat_label ?? '' });
    former.set(row.person_id, person);
  }
  return [...former.values()];
}

async function seatsOf(db: Db, councilId: string, mandates: MandateRows): Promise<SeatView[]> {
  const rows = await db
    .selectFrom('seat')
    .leftJoin('organization', 'organization.id', 'seat.organization_id')
    .select(['seat.id', 'seat.no', 'seat.label', 'organization.id as organization_id', 'organization.name'])
    .where('seat.council_id', '=', councilId)
    .where('seat.to_on', 'is', null)
    .orderBy('seat.no')
    .execute();
  return rows.map((row) => {
    const holders = (role: Role) =>
      mandates
        .filter((mandate) => mandate.seat_id === row.id && mandate.role === role)
        .map((mandate) => ({ personId: mandate.person_id, name: mandate.display_name }));
    return {
      id: row.id,
      no: row.no,
      label: row.label,
      organization: row.organization_id === null ? null : { id: row.organization_id, name: row.name ?? '' },
      member: holders('member')[0] ?? null,
      alternates: holders('alternate'),
    };
  });
}

function peopleOf(mandates: MandateRows, slips: readonly (SlipView & { personId: string | null })[]) {
  const people = new Map<string, PersonView & { mandates: MandateView[] }>();
  for (const row of mandates) {
    const slip = slips.find((open) => open.personId === row.person_id);
    const person = people.get(row.person_id) ?? {
      personId: row.person_id,
      name: row.display_name,
      kana: row.kana,
      cameIn: row.login_name !== null,
      mandates: [],
      slip: slip ? viewOf(slip) : null,
    };
    person.mandates.push({
      id: row.id,
      role: row.role as Role,
      powers: powersIn(row),
      seatId: row.seat_id,
      seatNo: row.seat_no,
      from: row.own ?? row.seated ?? row.seat_label ?? '',
      fromOn: row.from_on,
    });
    people.set(row.person_id, person);
  }
  return [...people.values()].sort((a, b) => seatOrder(a) - seatOrder(b));
}

/** Seated people by seat number, everybody else after them. */
function seatOrder(person: PersonView): number {
  const numbers = person.mandates.flatMap((mandate) =>
    mandate.role === 'member' ? (mandate.seatNo ?? []) : [],
  );
  return Math.min(...numbers, Number.MAX_SAFE_INTEGER);
}

async function slipsOf(
  db: Db,
  councilId: string,
  now: number,
): Promise<(SlipView & { personId: string | null })[]> {
  const rows = await db
    .selectFrom('invitation')
    .select(['id', 'purpose', 'person_id', 'created_at', 'expires_at'])
    .where('council_id', '=', councilId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    purpose: row.purpose as SlipView['purpose'],
    personId: row.person_id,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
}

function viewOf({ id, purpose, createdAt, expiresAt }: SlipView): SlipView {
  return { id, purpose, createdAt, expiresAt };
}
