import { newToken } from '../db/ids.ts';
import { foundCouncil } from './found-council.ts';
import { openSeedHouse, type OpenSeedHouse } from './house.ts';
import { CouncilLife, day, meetingsAYear } from './life.ts';
import { voiceOf } from './voice.ts';

/** How much a synthetic folder holds. */
export interface SeedSize {
  readonly councils: number;
  /** Meetings of each council whose agenda is open: the first is in session, the others are being prepared. */
  readonly meetings: number;
  /** Seats of each council, with a member each. */
  readonly members: number;
  /** Years that each council has lived through before: ten meetings a year, sealed and published. */
  readonly years: number;
  /** The same seed says the same words, and decides the same. */
  readonly seed: number;
}

/** One member at one agenda, as benches and sockets need it (contracts §6). */
export interface SeededSeat {
  readonly doc: string;
  readonly cookie: string;
  readonly mode: 'rw';
  /** A top-level text of the document that takes free text. */
  readonly root: 'memo';
}

/** Years are decided, signed and sealed by so many. */
export const membersForYears = 5;

const hour = 3_600_000;
/** From one meeting that is being prepared to the next. */
const fortnight = 14 * day;

export const slugOf = (council: number) => `town-${council}`;

/**
 * Makes a house in a new folder by the product's own commands, with a clock that moves. Closes it; what it holds verifies.
 * `cookieName`: under which the server of this folder looks for a session. `progress`: how much is done, 0–1.
 */
export async function seedHouse(
  folder: string,
  size: SeedSize,
  cookieName: string,
  progress: (share: number) => void = () => undefined,
): Promise<SeededSeat[]> {
  const house = await openSeedHouse(folder);
  try {
    const seats: SeededSeat[] = [];
    const steps = size.councils * (1 + size.years * meetingsAYear + size.meetings);
    let done = 0;
    const step = () => progress(++done / steps);
    for (let council = 1; council <= size.councils; council++) {
      const { meetings, people } = await seedCouncil(house, size, council, step);
      for (const meetingId of meetings)
        for (const { personId } of people.seats) {
          const { token } = await house.app.sessions.issue(personId, 'seed');
          const doc = `meeting/${meetingId}/agenda`;
          seats.push({ doc, cookie: `${cookieName}=${token}`, mode: 'rw', root: 'memo' });
        }
    }
    return seats;
  } finally {
    await house.close();
  }
}

async function seedCouncil(
  house: OpenSeedHouse,
  { meetings, members, years, seed }: SeedSize,
  council: number,
  step: () => void,
) {
  const now = Date.now();
  house.clock.moveTo(now - years * 365 * day - 30 * day);
  const people = await foundCouncil(house, {
    slug: slugOf(council),
    preset: 'consent_first_signed',
    members,
    password: newToken(),
  });
  step();
  const life = new CouncilLife(house, people, voiceOf(seed, council));
  await life.live(years * meetingsAYear, step);
  house.clock.moveTo(now);
  const open: string[] = [];
  for (let n = 0; n < meetings; n++) {
    open.push(
      n === 0 ? await inSession(house, life, now) : await life.prepare(now + n * fortnight, 2, 'draft'),
    );
    step();
  }
  return { meetings: open, people };
}

/** A meeting that is in session now, its first decision put to a round. */
async function inSession(house: OpenSeedHouse, life: CouncilLife, now: number): Promise<string> {
  const meetingId = await life.prepare(Math.floor(now / hour) * hour, 2, 'call', '試しの会議です');
  await life.comeTogether(meetingId);
  const { id: itemId } = await house.app.db
    .selectFrom('agenda_item')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('type', '=', 'decision')
    .orderBy('position')
    .executeTakeFirstOrThrow();
  await house.must(life.people.facilitator, 'set-current-item', { meetingId, itemId });
  await life.openRound(meetingId, itemId);
  return meetingId;
}
