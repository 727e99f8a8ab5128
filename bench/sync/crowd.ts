import { dialects, type DialectName } from './dialect.ts';
import { docName } from './house.ts';
import { Member, type Address } from './member.ts';

/** Who is in which document of one server. */
export interface Seating extends Address {
  readonly dialect: DialectName;
  readonly rooms: number;
  readonly people: number;
  /** number of the first document */
  readonly firstDoc?: number;
  /** servers of the same house, where there are several: every second of a document sits at the second, and so on */
  readonly ports?: readonly number[];
}

/** Everybody sits down: `people` in each of `rooms` documents, fifty at a time. `before`: done to each before he hears. */
export async function seat(
  seating: Seating,
  before: (member: Member) => void = () => undefined,
): Promise<Member[]> {
  const { rooms, people, firstDoc = 0, ports = [seating.port] } = seating;
  const dialect = dialects[seating.dialect];
  const members: Member[] = [];
  for (let first = 0; first < rooms * people; first += 50) {
    const group: Member[] = [];
    for (let no = first; no < Math.min(first + 50, rooms * people); no++) {
      const port = ports[Math.floor(no / rooms) % ports.length] as number;
      group.push(new Member(dialect, { ...seating, port }, docName(firstDoc + (no % rooms)), no));
    }
    group.forEach(before);
    const refused = await Promise.all(group.map(({ line }) => line.opened));
    const why = refused.find((reason) => reason !== undefined);
    if (why !== undefined) throw new Error(`a line was refused: ${why}`);
    await within(20_000, 'sync', Promise.all(group.map(({ synced }) => synced)));
    members.push(...group);
  }
  return members;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Waits until something holds; answers whether it did within `ms`. */
export async function until(holds: () => boolean, ms: number): Promise<boolean> {
  const end = performance.now() + ms;
  while (!holds()) {
    if (performance.now() > end) return false;
    await pause(5);
  }
  return true;
}

async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took more than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
