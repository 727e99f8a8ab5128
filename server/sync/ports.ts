import type { IncomingMessage } from 'node:http';

/*
 * What the sync engine needs from the rest of the house. The composition root (server/app.ts) implements
 * it; tests hand in their own.
 */

export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Who is on a socket, as the session says. */
export interface SyncActor {
  readonly sessionId: string;
  readonly personId: string;
  readonly displayName: string;
  /** 1–5 */
  readonly color: number;
  /** ms since 1970 UTC */
  readonly expiresAt: number;
}

export interface DocRights {
  readonly mode: 'rw' | 'r';
  /** whether this person's presence and cursor are shown to the others */
  readonly awareness: boolean;
  /** What these rights rest on beside the person: names that `RightsMoved.scopes` may hold. */
  readonly scopes: readonly string[];
}

/** Whose rights may have changed; nobody else is asked again. */
export interface RightsMoved {
  /** All rights that rest on one of these. */
  readonly scopes: ReadonlySet<string>;
  /** Ids of persons whose sessions or mandates changed: who they are is asked again, too. */
  readonly people: ReadonlySet<string>;
}

export interface Refused {
  readonly refused: 4401 | 4403 | 4404 | 4409;
}

/** Somebody's presence in a document, as one process tells it the others. */
export interface PresenceState {
  readonly client: number;
  readonly clock: number;
  readonly person: string;
  /** JSON text; undefined: gone */
  readonly json: Uint8Array | undefined;
}

/**
 * Other processes that write into the same log. What they are told is a hint, never waited for: whoever misses it sees the
 * same in the log itself a moment later.
 */
export interface SyncPeers {
  /** Number of the newest move of rights that this process has heard of. */
  rightsHeard(): number;
  /** Hears what has moved since: when it resolves, `rightsMoved` was called for all of it. */
  hearRights(): Promise<void>;
  /** Where a document stands now, after this process has written. */
  wrote(docName: string, epoch: number, seq: number): void;
  /** Who of this process came, moved or left in a document. */
  present(docName: string, states: readonly PresenceState[]): void;
  /** A document is open here from now on, or not any more. */
  opened(docName: string): void;
  closed(docName: string): void;
}

export interface SyncLog {
  info(o: object, msg: string): void;
  warn(o: object, msg: string): void;
  error(o: object, msg: string): void;
}

export interface SyncPorts {
  /**
   * Session of an upgrade request by its cookie header. undefined: no cookie (401 at HTTP); 'ended': a
   * cookie without a valid session (handshake, then 4401).
   */
  actorOf(cookieHeader: string | undefined): Promise<SyncActor | undefined | 'ended'>;
  /** Asked at connect, and again when `rightsMoved` concerns the socket. Goes through domain/policy. */
  rightsOf(actor: SyncActor, docName: string): Promise<DocRights | Refused>;
  originAllowed(origin: string | undefined, host: string | undefined): boolean;
  /** Whose socket it is, for limits by address. */
  addressOf(request: IncomingMessage): string;
  /** ms since 1970 UTC */
  clock(): number;
  readonly log: SyncLog;
  /** Where several processes share the log; undefined: this one is alone. */
  readonly peers?: SyncPeers | undefined;
  /** Words came to the disk in one commit: how long it took, and how much it was. */
  wrote?(ms: number, updates: number, bytes: number): void;
  /** Somebody has sent words into a document that he may only read; they were dropped. */
  refusedWrite?(actor: SyncActor, docName: string): void;
  /** The disk failed: the process should end, and read everything again when it starts. */
  diskBroken?(error: unknown): void;
  /**
   * What a mirror should hold now by the records, asked whenever its document is loaded or refreshed; undefined: not a
   * mirror. `only`: these keys are enough. Optional: without it there are no mirrors.
   */
  mirrorOf?(
    docName: string,
    only?: readonly string[],
  ): Promise<Readonly<Record<string, JsonValue>> | undefined>;
}

export interface SyncOptions {
  /** messages a second and socket; bursts of four times that */
  readonly ratePerSecond: number;
  readonly perAddress: number;
  readonly total: number;
  /** bytes of updates a minute and document, from everybody together; default: limits.documentPerMinute */
  readonly documentPerMinute?: number;
  /** newest shapes of documents; a client that says hello with older ones may read only. Default: any. */
  readonly schema?: number;
}
