/*
 * Replies in a round that were given without a network (WAY8). They wait on the device as 未送信, by person, round and seat,
 * and go to the server only when their owner says so once more: whatever comes back by itself sends nothing. Where others
 * use the device, too, they last as long as the tab.
 */

const prefix = 'yoriai:held-reply:';
/** As many wait at most; nobody replies in more rounds of one evening. */
const most = 50;

/** A reply that waits. */
export interface HeldReply {
  readonly roundId: string;
  /** The seat it is for. */
  readonly seatId: string;
  /** A word of the mode, or what was put on each option. */
  readonly choice: string | Readonly<Record<string, number>>;
  /** The choice as it was read: 「同意」. */
  readonly word: string;
  readonly reason: string;
  readonly wouldAgreeIf: string;
  /** The text it is about. */
  readonly textHash: string;
  /** Of the act: what did reach the server, though its answer was lost, counts once. */
  readonly key: string;
  /** When it was given, ms since 1970 UTC. */
  readonly at: number;
}

/** Whose device this is, and whether what waits may outlast the tab. */
export interface Holder {
  readonly personId: string;
  readonly shared: boolean;
}

function placeOf({ shared }: Holder): Storage | undefined {
  try {
    return shared ? sessionStorage : localStorage;
  } catch {
    return undefined; // the browser keeps nothing
  }
}

const keyOf = ({ personId }: Holder, { roundId, seatId }: Pick<HeldReply, 'roundId' | 'seatId'>) =>
  `${prefix}${personId}:${roundId}:${seatId}`;

/** Keeps a reply on the device; a later one for the same round and seat takes its place. False: nothing can be kept here. */
export function holdReply(holder: Holder, reply: HeldReply): boolean {
  try {
    const place = placeOf(holder);
    const key = keyOf(holder, reply);
    if (!place || (place.getItem(key) === null && heldReplies(holder).length >= most)) return false;
    place.setItem(key, JSON.stringify(reply));
    return true;
  } catch {
    return false;
  }
}

/** Forgets a reply: it was received, came too late, or its owner no longer wants it. */
export function dropReply(holder: Holder, reply: Pick<HeldReply, 'roundId' | 'seatId'>): void {
  try {
    placeOf(holder)?.removeItem(keyOf(holder, reply));
  } catch {
    // nothing was kept
  }
}

/** What waits here of this person, the oldest first; of anybody else nothing is read. */
export function heldReplies(holder: Holder): HeldReply[] {
  try {
    const place = placeOf(holder);
    const keys = place ? Array.from({ length: place.length }, (_, i) => place.key(i) ?? '') : [];
    return keys
      .filter((key) => key.startsWith(`${prefix}${holder.personId}:`))
      .flatMap((key) => heldIn(place?.getItem(key) ?? ''))
      .sort((a, b) => a.at - b.at);
  } catch {
    return [];
  }
}

/** How many replies wait in this browser, whoever gave them: asked before everything is removed. */
export function heldCount(): number {
  try {
    const keys = [localStorage, sessionStorage].flatMap((place) =>
      Array.from({ length: place.length }, (_, i) => place.key(i) ?? ''),
    );
    return keys.filter((key) => key.startsWith(prefix)).length;
  } catch {
    return 0;
  }
}

/** A key for an act, unique by chance; browsers on a hall's network without TLS have no randomUUID. */
export function actKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16)).join('-');
}

function heldIn(text: string): HeldReply[] {
  try {
    const read = JSON.parse(text) as Record<string, unknown> | null;
    const { roundId, seatId, choice, word, reason, wouldAgreeIf, textHash, key, at } = read ?? {};
    const words = [roundId, seatId, word, reason, wouldAgreeIf, textHash, key];
    const said = typeof choice === 'string' || (typeof choice === 'object' && choice !== null);
    return words.every((one) => typeof one === 'string') && said && typeof at === 'number'
      ? [read as unknown as HeldReply]
      : [];
  } catch {
    return [];
  }
}
