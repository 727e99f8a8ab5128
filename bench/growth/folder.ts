import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { foundCouncil } from '../../tests/fixtures/council.ts';
import { openHouse } from '../../tests/fixtures/house.ts';
import { copyCouncil } from './copies.ts';
import { Council, dateOf, day, meetingsAYear } from './year.ts';

/** How much a folder holds. */
export interface Size {
  readonly councils: number;
  readonly years: number;
}

const hour = 3_600_000;

export const nameOf = ({ councils, years }: Size) => `growth-${councils}x${years}`;

/** The folder of that size below `root`, made unless it is there. Its first council is `first`. */
export async function folderOf(root: string, size: Size): Promise<string> {
  const folder = path.join(root, nameOf(size));
  if (existsSync(folder)) return folder;
  const from = performance.now();
  const making = `${folder}.unfinished`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  if (size.councils === 1) await liveThrough(making, size.years);
  else {
    cpSync(await folderOf(root, { councils: 1, years: size.years }), making, { recursive: true });
    copyCouncil(path.join(making, 'records.db'), size.councils - 1);
  }
  // half a folder is none
  renameSync(making, folder);
  console.log(`${nameOf(size)}: made in ${((performance.now() - from) / 1000).toFixed(0)} s`);
  return folder;
}

/**
 * One council and its years until today: the minutes of the last meeting are a draft, one is being prepared, and one
 * is in session with an open round.
 */
async function liveThrough(folder: string, years: number): Promise<void> {
  const now = Date.now();
  const begins = now - years * 365 * day - 30 * day;
  // what residents bring in ten years comes within an hour here
  const street = { submitPerAddress: 1_000_000, submitPerLink: 1_000_000 };
  const house = await openHouse(dateOf(begins), street);
  // nobody relies on this folder before it is closed
  await sql`pragma synchronous = off`.execute(house.app.db);
  const people = await foundCouncil(house, 'first');
  const council = new Council(house, people);
  await council.live(years * meetingsAYear);
  house.clock.moveTo(now);
  await council.prepare(now + 14 * day, 2, 'draft');
  const startsAt = Math.floor(now / hour) * hour;
  const meetingId = await council.prepare(startsAt, 2, 'call', '試しの会議です');
  await council.comeTogether(meetingId);
  const item = await house.app.db
    .selectFrom('agenda_item')
    .select('id')
    .where('meeting_id', '=', meetingId)
    .where('type', '=', 'decision')
    .orderBy('position')
    .executeTakeFirstOrThrow();
  await house.must(people.facilitator, 'set-current-item', { meetingId, itemId: item.id });
  await council.openRound(meetingId, item.id);
  await house.app.close();
  cpSync(house.dataDir, folder, { recursive: true });
  rmSync(house.dataDir, { recursive: true, force: true });
}
