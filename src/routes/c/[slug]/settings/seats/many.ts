import type { RequestEvent } from '@sveltejs/kit';
import { maySit, officeholdersMeant } from '#lib/domain/council/namesake.ts';
import {
  standingOf,
  type RosterLine,
  type RosterTable,
  type RowStanding,
} from '#lib/domain/council/roster-table.ts';
import { foldedName, sameName } from '#lib/domain/canonical/names.ts';
import { organizationNamed } from '#lib/domain/council/organization-names.ts';
import { roles, type Role } from '#lib/domain/policy/actions.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import type { CouncilView } from '#server/queries/council/council.ts';
import type { RosterView } from '#server/queries/council/roster.ts';
import { paperSlip, type PaperSlip } from '../slips.ts';

/** An organisation the rows bring anew; kind and party as codes, from a form anything. */
export interface NewOrganization {
  readonly name: string;
  readonly kind: string;
  readonly party: string;
}

/** Somebody of the council whom a row may mean (CNC13). */
export interface MeantPerson {
  readonly line: number;
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** A row as it is shown before it is entered. */
export type CheckedRow = RosterLine &
  RowStanding & {
    /** Somebody of the council bears the name already, and is not asked about: a new person is invited. */
    readonly namesake: boolean;
  };

/** What is shown and asked before rows are entered; faulty rows bring nothing. */
export interface RosterCheck {
  readonly text: string;
  /** How many seats and people are entered; what is there already is not. */
  readonly seats: number;
  readonly people: number;
  readonly rows: readonly CheckedRow[];
  /** How the table was understood. */
  readonly table: Omit<RosterTable, 'rows'>;
  readonly organizations: readonly NewOrganization[];
  readonly meant: readonly MeantPerson[];
}

/** Reads what the rows would bring: organisations with the kind their names suggest, people known by name. */
export function checkRoster(roster: RosterView, text: string, { rows, ...table }: RosterTable): RosterCheck {
  const sound = rows.filter((line) => !lineFault(line));
  const standing = standingOf(sound, roster.seats);
  const meant = officeholdersMeant(roster.people, sound);
  const checked = sound.map((line, i) => {
    const stands = standing[i] ?? { is: 'new' as const };
    const comes = stands.is === 'new' || stands.is === 'vacant';
    const namesake =
      comes && !meant.has(line.no) && roster.people.some((person) => sameName(person.name, line.name));
    return { ...line, ...stands, namesake };
  });
  const fresh = checked.filter(({ is }) => is === 'new');
  return {
    text,
    seats: fresh.length,
    people: checked.filter(({ is, name }) => name !== '' && (is === 'new' || is === 'vacant')).length,
    rows: checked,
    table,
    organizations: newOrganizations(roster, fresh),
    meant: [...meant].map(([line, { personId, name, mandates }]) => ({
      line,
      personId,
      name,
      roles: roles.filter((role) => mandates.some((mandate) => mandate.role === role)),
    })),
  };
}

/** Organisations of the rows that the council does not have, each once, spelled as it comes first. */
function newOrganizations(roster: RosterView, rows: readonly RosterLine[]): NewOrganization[] {
  const known = new Set(roster.organizations.map(({ name }) => foldedName(name)));
  const names = rows.flatMap(({ organization: name }) => {
    if (known.has(foldedName(name))) return [];
    known.add(foldedName(name));
    return [name];
  });
  return names.map((name) => ({ name, ...organizationNamed(name) }));
}

/** What the secretary answered to the check: kinds of the new organisations, and who a row means. */
export interface RosterAnswers {
  readonly organizations: readonly NewOrganization[];
  /** Row number → person of the council. */
  readonly same: ReadonlyMap<number, string>;
}

interface Entered {
  readonly seats: number;
  readonly slips: PaperSlip[];
  /** Names of people of the council who took a seat instead of an invitation (CNC13). */
  readonly seated: string[];
  readonly refused: { line: RosterLine; refusal: Refusal }[];
}

/**
 * Enters the lines one after the other by the product's own commands; what was refused is said, the rest
 * stands. Keys follow from the form's key, so that a form posted twice enters once.
 */
export async function enterRoster(
  event: RequestEvent,
  council: CouncilView,
  roster: RosterView,
  lines: readonly RosterLine[],
  answers: RosterAnswers,
  key: string,
): Promise<Entered> {
  const { app, actor } = event.locals;
  const known = new Map(roster.organizations.map(({ name, id }) => [foldedName(name), id]));
  const sound = lines.filter((line) => !lineFault(line));
  const standing = new Map(standingOf(sound, roster.seats).map((stands, i) => [sound[i], stands]));
  const entered: Entered = { seats: 0, slips: [], seated: [], refused: [] };
  let seats = 0;
  const act = async <R>(command: string, input: object, part: string) => {
    const ran = await app.act(command, { councilId: council.id, ...input }, actor, `${key}:${part}`);
    return isRefusal(ran) ? ran : (ran.result as R);
  };
  for (const line of lines) {
    const refusal = await enterLine(line);
    if (refusal) entered.refused.push({ line, refusal });
  }
  return { ...entered, seats };

  async function enterLine(line: RosterLine): Promise<Refusal | undefined> {
    // a line is entered whole or not at all
    const wrong = lineFault(line);
    if (wrong) return wrong;
    const stands = standing.get(line) ?? { is: 'new' };
    if (stands.is === 'here' || stands.is === 'twice') return undefined;
    const seat = stands.is === 'vacant' ? stands : await newSeat(line);
    if (isRefusal(seat)) return seat;
    if (line.name === '') return undefined;
    const present = roster.people.find(({ personId }) => personId === answers.same.get(line.no));
    if (present && maySit(present, line.name, seat.seatId)) {
      const input = { personId: present.personId, role: 'member', seatId: seat.seatId };
      const given = await act('assign-role', input, `${line.no}:present`);
      if (isRefusal(given)) return given;
      entered.seated.push(present.name);
      return undefined;
    }
    const invited = await act<{ token: string; expiresAt: number }>(
      'invite-member',
      { displayName: line.name, kana: line.kana, seatId: seat.seatId, role: 'member' },
      `${line.no}:person`,
    );
    if (isRefusal(invited)) return invited;
    const slip = { name: line.name, purpose: 'member' as const, ...invited };
    entered.slips.push(paperSlip(event.url.origin, slip));
    return undefined;
  }

  async function newSeat(line: RosterLine): Promise<{ readonly seatId: string } | Refusal> {
    let organizationId = known.get(foldedName(line.organization));
    if (organizationId === undefined) {
      const made = await act<{ organizationId: string }>(
        'add-organization',
        answers.organizations.find(({ name }) => sameName(name, line.organization)) ?? {
          name: line.organization,
          ...organizationNamed(line.organization),
        },
        `${line.no}:organization`,
      );
      if (isRefusal(made)) return made;
      organizationId = made.organizationId;
      known.set(foldedName(line.organization), organizationId);
    }
    const input = { organizationId, label: line.organization };
    const seat = await act<{ seatId: string }>('add-seat', input, `${line.no}:seat`);
    if (!isRefusal(seat)) seats++;
    return seat;
  }
}

/** What the commands would refuse about a line: organisation 1–60 characters, name and reading up to 40. */
export function lineFault({ organization, name, kana }: RosterLine): Refusal | undefined {
  const length = (text: string) => [...text].length;
  if (organization === '' || length(organization) > 60) return refuse('bad-input', { field: 'name' });
  if (length(name) > 40) return refuse('bad-input', { field: 'displayName' });
  if (length(kana) > 40) return refuse('bad-input', { field: 'kana' });
  return undefined;
}

/** The beginning of a line, as far as it is needed to find it again: 20 characters. */
export function shortLine(text: string): string {
  const characters = [...text.trim().replaceAll('\t', ' ')];
  return characters.length > 20 ? `${characters.slice(0, 20).join('')}…` : characters.join('');
}
