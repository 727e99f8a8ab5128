import type { BaseIssue, BaseSchema, InferOutput } from 'valibot';
import type * as Y from 'yjs';
import type { Action } from '#lib/domain/policy/actions.ts';
import type { Facts, Subject } from '#lib/domain/policy/decide.ts';
import type { Refusal } from '#lib/domain/refusal.ts';
import type { ScopeKind } from '../access/scopes.ts';
import type { Actor } from '../access/subject.ts';
import type { Db, Trx } from '../db/open.ts';
import type { PasswordCheck } from '../session/password-check.ts';
import type { WordWrite } from '#lib/doc/word-write.ts';

/*
 * A command is one act with civic force: name, input schema, permission, handler. Pages, API, CLI,
 * the sample council and tests all go through run.ts; the OpenAPI document is generated from this.
 */

export type Schema = BaseSchema<unknown, unknown, BaseIssue<unknown>>;

/** What a command may ask of the live documents before its transaction (design §3 `Words`). */
export interface Words {
  /** What `read` finds in what is durable. It answers at once, keeps nothing of the document and changes nothing. */
  look<T>(name: string, read: (doc: Y.Doc) => T): Promise<T>;
}

/** A document that takes no more words. */
export interface ClosedWords {
  readonly docName: string;
  readonly state: 'frozen' | 'sealed' | 'erased';
}

/** Keys of a floor that can be brought up to date by themselves: who has replied in a round. */
export type FloorKey = `replied:${string}`;

/** What happens once the transaction is on the disk; none of it can undo the act. */
export interface Effects {
  /** The floor of this meeting is brought up to date; `key`: nothing else on it has changed. */
  meetingChanged(meetingId: string, key?: FloorKey): void;
  boardChanged(councilId: string): void;
  /** What rights rest on has changed: the sockets it concerns are asked again (sync S21). */
  rightsChanged(kind: ScopeKind, id: string): void;
  /** The server writes into a words document as an author, once, e.g. an issue onto the agenda. */
  writeWords(docName: string, write: WordWrite): void;
  /** Words are closed for good: their sockets get 4409; of erased ones nothing is left, and they are gone (4404). */
  closeWords(docName: string, state: ClosedWords['state']): void;
  /** A file is deleted unless some record still names it. */
  dropFile(hash: string): void;
  /** The transport signs this person in on the caller's device. */
  signIn(personId: string): void;
}

export interface CommandContext {
  readonly trx: Trx;
  /** ms since 1970 UTC; one instant for the whole command. */
  readonly now: number;
  /** Today in Asia/Tokyo, 'YYYY-MM-DD'. */
  readonly today: string;
  readonly actor: Actor;
  readonly subject: Subject;
  readonly effects: Effects;
  /** To look whether words that prepare() has read still stand; never to wait for. */
  readonly words: Words;
  /** Writes the audit event of this command (at least one per command) in its transaction. */
  audit(entity: string, entityId: string, detail?: Record<string, unknown>): Promise<void>;
}

/** The signed-in person's id; the policy has already refused the street where a person is needed. */
export function personOf(ctx: CommandContext): string {
  if (ctx.actor.personId === null) throw new Error('a command for persons was allowed to the street');
  return ctx.actor.personId;
}

/** Where an act takes place and what it is about, found before permission is asked. */
export interface About {
  /** null: outside any council (create-council). */
  readonly councilId: string | null;
  readonly meetingId?: string;
  readonly facts?: Facts;
  /** Id of the link through which the street came; undefined: the council's form itself (LIM5). */
  readonly link?: string | undefined;
  /** The input field that names it: what is hidden is refused exactly as what is absent. */
  readonly field?: string;
}

export interface RedrawnPicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What prepare() works with, before the transaction. */
export interface Tools {
  readonly actor: Actor;
  readonly words: Words;
  readonly db: Db;
  /** Stores a file; answers its SHA-256. A file nobody refers to is harmless. */
  readonly blobs: { put(bytes: Uint8Array): Promise<string> };
  /** Whether a password is the one that holds, so many times (LIM6). */
  readonly passwords: PasswordCheck;
  /** Draws pictures again, without what came beside them; `too-many-requests` while too many wait. */
  readonly pictures: {
    redrawPhoto(bytes: Uint8Array): Promise<RedrawnPicture | null | Refusal>;
    redrawAs(kind: 'png' | 'jpg' | 'webp', bytes: Uint8Array): Promise<RedrawnPicture | null | Refusal>;
  };
}

export interface Command<S extends Schema = Schema, A extends About = About, P = unknown, R = unknown> {
  /** verb-noun, e.g. `call-meeting` (contracts §3). */
  readonly name: string;
  /** One sentence for the API document. */
  readonly summary: string;
  readonly input: S;
  /** The right it needs. 'free' only where the input itself is the proof (an invitation token). */
  readonly action: Action | 'free';
  /** Another right where the input asks for more than `action`, e.g. a ballot for somebody else's seat. */
  actionFor?(input: InferOutput<S>, subject: Subject): Action;
  /** Loads what the input names; `not-found` where there is nothing. */
  about(db: Db | Trx, input: InferOutput<S>, now: number): Promise<A | Refusal>;
  /** Reads words, hashes passwords: everything that waits, before the transaction and after permission. */
  prepare?(tools: Tools, input: InferOutput<S>, about: A): Promise<P | Refusal>;
  /** Rules, rows, audit. Awaits queries only. A refusal rolls everything back. */
  handle(ctx: CommandContext, input: InferOutput<S>, about: A, prepared: P): Promise<R | Refusal>;
  /** Documents it reads in prepare() take no more words until it is done: it fixes what it reads, and nobody writes on. */
  readonly holdsWords?: true;
  /** The street hands something in with it: limited per address and per link (LIM1, LIM5). */
  readonly limited?: 'words' | 'photo';
  /** An act of civic force: to be refused it for somebody else's seat leaves a line in the log (WAY10). */
  readonly ofForce?: true;
  /** The answer holds a secret shown once: it is not kept for replays. */
  readonly secretAnswer?: true;
}

/** Names of what in `T` leads to the records past the transaction: nothing may, but the transaction itself. */
export type ReachesRecords<T> = T extends readonly (infer E)[]
  ? ReachesRecords<E>
  : T extends object
    ? { [K in keyof T]-?: 0 extends T[K] & 1 ? never : T[K] extends Db ? K : never }[keyof T]
    : never;

/**
 * Declares a command with its types inferred. Does not compile where `about` or `prepare` would hand the database on to
 * `handle`: what an act reads and writes is in its transaction (I3).
 */
export function command<S extends Schema, A extends About, P, R>(
  definition: Command<S, A, P, R>,
  ..._proof: [ReachesRecords<A> | ReachesRecords<P>] extends [never]
    ? []
    : ['handle() is handed the database']
): Command<S, A, P, R> {
  return definition;
}
