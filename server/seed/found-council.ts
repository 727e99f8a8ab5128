import { issueSetupLink } from '../commands/council/setup-link.ts';
import type { SeedHouse } from './house.ts';

/** A council made by the product's own commands: its seats and who does what in it. */
export interface FoundedCouncil {
  readonly councilId: string;
  readonly slug: string;
  /** In order, each with its member. */
  readonly seats: readonly { readonly seatId: string; readonly personId: string }[];
  readonly organizations: Readonly<Record<string, string>>;
  readonly secretariat: string;
  readonly chair: string;
  readonly facilitator: string;
  readonly recorder: string;
  readonly officer: string;
  readonly resident: string;
  /** Alternate for seat 13, or the last one. */
  readonly alternate: string;
}

export interface Founding {
  readonly slug: string;
  /** Rule set it begins with. */
  readonly preset: string;
  /** Seats with a member each, at least one. */
  readonly members: number;
  /** Of the founder. */
  readonly password: string;
}

/** Founds the council. Member 1 is chair, 2 facilitator, 3 recorder, as far as there are so many. */
export async function foundCouncil(
  house: Pick<SeedHouse, 'app' | 'clock' | 'must'>,
  { slug, preset, members, password }: Founding,
): Promise<FoundedCouncil> {
  const token = await issueSetupLink(house.app.db, house.clock.now());
  const founded = await house.must<{ councilId: string; personId: string }>(null, 'create-council', {
    token,
    slug,
    name: 'みずき台中学校区地域づくり推進会議',
    city: 'ことのは市',
    district: 'みずき台中学校区',
    preset,
    personName: '平賀',
    loginName: `hiraga-${slug}`,
    password,
  });
  const { councilId, personId: secretariat } = founded;
  const organization = async (name: string, kind: string, party: string) =>
    (
      await house.must<{ organizationId: string }>(secretariat, 'add-organization', {
        councilId,
        name,
        kind,
        party,
        fields: [],
      })
    ).organizationId;
  const organizations: Record<string, string> = {
    町会連合会: await organization('町会連合会', 'association_federation', 'community'),
    学校運営協議会: await organization('学校運営協議会', 'school_council', 'community'),
    福祉総務課: await organization('福祉総務課', 'section', 'administration'),
  };
  const ofSchool = Math.min(13, members);
  const homes: Record<number, string | undefined> = { [ofSchool]: '学校運営協議会', 1: '町会連合会' };
  const invite = (more: object) =>
    house.must<{ personId: string }>(secretariat, 'invite-member', { councilId, ...more });
  const seats: { seatId: string; personId: string }[] = [];
  for (let no = 1; no <= members; no++) {
    const home = homes[no];
    const organizationId = home === undefined ? undefined : organizations[home];
    const { seatId } = await house.must<{ seatId: string }>(secretariat, 'add-seat', {
      councilId,
      label: `席${no}`,
      ...(organizationId ? { organizationId } : {}),
    });
    const { personId } = await invite({ displayName: `委員${no}`, seatId, role: 'member' });
    seats.push({ seatId, personId });
  }
  const person = (no: number) => seats[Math.min(no, members) - 1]!.personId;
  const assign = (no: number, role: string) =>
    house.must(secretariat, 'assign-role', { councilId, personId: person(no), role });
  await assign(2, 'facilitator');
  await assign(3, 'recorder');
  await assign(1, 'chair');
  const officer = await invite({
    displayName: '戸田',
    role: 'officer',
    organizationId: organizations.福祉総務課,
  });
  const resident = await invite({ displayName: 'グエン・ティ・ホア', role: 'resident' });
  const alternate = await invite({
    displayName: '芦田',
    role: 'alternate',
    seatId: seats[ofSchool - 1]!.seatId,
  });
  return {
    councilId,
    slug,
    seats,
    organizations,
    secretariat,
    chair: person(1),
    facilitator: person(2),
    recorder: person(3),
    officer: officer.personId,
    resident: resident.personId,
    alternate: alternate.personId,
  };
}
