import * as v from 'valibot';
import { signsIn } from '#lib/domain/canonical/signs.ts';
import { decide, street, type Subject } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { movedTo } from '../access/moved.ts';
import type { Scope } from '../access/scopes.ts';
import { subjectOf, type Actor } from '../access/subject.ts';
import { actInTurn, isInTurn, OutOfTurn, type Turn } from '../db/acting.ts';
import { engineOf } from '../db/engine.ts';
import { isAway, isDiskFull, isRetryable, isTaken } from '../db/faults.ts';
import type { Db, Trx } from '../db/open.ts';
import { auditIn } from './audit.ts';
import type { About, Command, CommandContext, Tools, Words } from './define.ts';
import { isForce, noteForce } from './noted-force.ts';
import { holding, type HoldableWords, type WordsPlace } from './held-words.ts';
import { owe } from './owed-words.ts';
import { recorder, type RecordedEffects } from './recorder.ts';
import { remember, remembered, theStreet, type Keyed } from './remembered.ts';

/*
 * Runs one command: schema → (what waits: words, passwords) → one transaction: earlier answer, what it is about,
 * permission, rule, rows, audit, remembered answer → effects. A refusal leaves no trace.
 */

export interface RunPorts {
  readonly db: Db;
  readonly words: HoldableWords;
  readonly blobs: Tools['blobs'];
  readonly passwords: Tools['passwords'];
  readonly pictures: Tools['pictures'];
  /** What the street may hand in. */
  readonly limits: {
    handIn(what: 'words' | 'photo', address: string, link: string): Refusal | undefined;
    /** Whether one more refused act of force of this person is written down now (LIM10). */
    notesForce(personId: string): boolean;
  };
  /** Hash of what was sent with a key (remembered.ts). */
  bodyHashOf(command: string, rawInput: unknown): string;
  clock(): number;
  /** 'YYYY-MM-DD' in Asia/Tokyo of an instant. */
  dateOf(ms: number): string;
  /** Where several processes share the records. */
  readonly fence?: Fence | undefined;
  /** Carries out effects after the commit; before it first waits, the sockets whose rights moved know it. */
  carryOut(effects: RecordedEffects): Promise<void>;
}

/** What an act says to other processes, and keeps from them, inside its own transaction. */
export interface Fence {
  /** No process writes into these documents until the transaction ends. */
  hold(trx: Trx, docNames: readonly string[]): Promise<void>;
  /**
   * The last thing: tells the others whose rights the act moves, and looks whether the documents it fixes (`held`) still end
   * where they did when it read them; until the transaction ends they will.
   */
  end(trx: Trx, act: { readonly rights: readonly Scope[]; readonly held: Places }): Promise<Fenced>;
}

type Places = ReadonlyMap<string, WordsPlace>;
/** What the fence says: number of the move of rights; undefined where none moved. */
export type Fenced = { readonly move: number | undefined } | 'words-moved';

export interface Ran {
  readonly result: unknown;
  /** The transport signs this person in. */
  readonly signIn: string | null;
}

/** Thrown inside the transaction so that it rolls back; never leaves run(). */
class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

/** One request to act, parsed. */
interface Request extends Keyed {
  readonly command: Command;
  readonly input: unknown;
  readonly actor: Actor;
  readonly now: number;
  /** Whose acts it takes turns with, as far as that is known. */
  readonly turn?: Turn;
}

/** `key` is the caller's Idempotency-Key, ≤ 200 characters. */
export async function run(
  ports: RunPorts,
  command: Command,
  rawInput: unknown,
  actor: Actor,
  key: string,
): Promise<Ran | Refusal> {
  const ran = await ranOf(ports, command, rawInput, actor, key);
  if (isRefusal(ran) && command.ofForce && isForce(ran))
    await noteForce(ports, command, rawInput, actor, ran);
  return ran;
}

/** The act, begun again where another process writes into the words it fixes. */
async function ranOf(
  ports: RunPorts,
  command: Command,
  rawInput: unknown,
  actor: Actor,
  key: string,
): Promise<Ran | Refusal> {
  const parsed = v.safeParse(command.input, rawInput, { abortPipeEarly: true });
  if (!parsed.success) return refuse('bad-input', faultOf(parsed.issues[0]));
  const request: Request = {
    command,
    input: parsed.output,
    actor,
    now: ports.clock(),
    scope: actor.personId ?? theStreet,
    key,
    bodyHash: ports.bodyHashOf(command.name, rawInput),
  };
  let moving: readonly string[] = [];
  for (let tries = 1; tries <= wordsMovedMost; tries++) {
    const ran = await runOnce(ports, request, moving);
    if (!('moving' in ran)) return ran;
    moving = ran.moving;
  }
  return refuse('conflict');
}

/** So often an act begins that fixes words into which another process writes: from the second time on it keeps it from it. */
const wordsMovedMost = 4;

/** `moving`: nothing was done, for what it fixes is not what it has read any more. They are then kept still from the start. */
async function runOnce(
  ports: RunPorts,
  request: Request,
  moving: readonly string[],
): Promise<Ran | Refusal | { readonly moving: readonly string[] }> {
  const { command } = request;
  const held = holding(ports.words);
  const prepare = () => prepareAhead(ports, request, command.holdsWords ? held.words : ports.words);
  try {
    // nothing of this process is on its way into them either, when the others are kept out
    await held.take(moving);
    const ahead = command.prepare && moving.length === 0 ? await prepare() : undefined;
    if (isRefusal(ahead) || (ahead && 'result' in ahead)) return ahead;
    const turn = ahead ? ahead.turn : await turnOf(ports.db, request);
    const acted = await actInTurn(ports.db, turn, async (trx, own) => {
      if (moving.length > 0) await ports.fence?.hold(trx, moving);
      const still = moving.length > 0 ? preparedIn(await prepare()) : ahead;
      return act(ports, { ...request, turn: own }, trx, still, held.places);
    });
    const carried = ports.carryOut(acted.effects);
    held.release();
    await carried;
    return { result: acted.result, signIn: acted.signIn };
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal;
    if (error instanceof WordsMoved) return { moving: [...held.places.keys()] };
    if (error instanceof Replayed) return { result: error.result, signIn: null };
    if (isDiskFull(error)) return refuse('disk-full');
    if (isTaken(error) || isRetryable(error)) return refuse('conflict');
    if (isAway(error)) return refuse('records-unreachable');
    throw error;
  } finally {
    held.release();
  }
}

/**
 * What waits for words, passwords or pictures waits before the transaction, and only for those who may act and whose
 * key is new. Answers what was prepared, an earlier answer, or why not.
 */
async function prepareAhead(
  ports: RunPorts,
  request: Request,
  words: Words,
): Promise<Prepared | Ran | Refusal> {
  const { command, input, actor } = request;
  const { db, blobs, passwords, pictures } = ports;
  // before anything else: what was done may itself have taken the right to do it again
  const before = await remembered(db, request);
  if (before) return isRefusal(before) ? before : { ...before, signIn: null };
  const permission = await permitted(db, request);
  if (isRefusal(permission)) return permission;
  const tooMany = tooManyFromTheStreet(ports, request, permission.about);
  if (tooMany) return tooMany;
  const prepared = await command.prepare?.(
    { actor, words, db, blobs, passwords, pictures },
    input,
    permission.about,
  );
  return isRefusal(prepared) ? prepared : { prepared, turn: permission.about.councilId };
}

/** What was prepared inside the act's transaction; anything else ends it. */
function preparedIn(ahead: Prepared | Ran | Refusal): Prepared {
  if (isRefusal(ahead)) throw new RolledBack(ahead);
  if ('result' in ahead) throw new Replayed(ahead.result);
  return ahead;
}

interface Prepared {
  readonly prepared: unknown;
  readonly turn: Turn;
}

/** Whose turn it is to be, where acts of several councils go on at once: looked up before the transaction. */
async function turnOf(db: Db, { command, input, now }: Request): Promise<Turn> {
  if (engineOf(db) === 'sqlite') return undefined;
  const about = await command.about(db, input, now);
  // an earlier answer or a refusal needs no turn; anything else will say so
  return isRefusal(about) ? undefined : about.councilId;
}

interface Acted extends Ran {
  readonly effects: RecordedEffects;
}

/**
 * The act itself, inside its transaction: everything it says and leaves to do is made anew each time it runs, so that
 * running it again after an engine gave it up acts once. Throws RolledBack and Replayed.
 */
async function act(
  ports: RunPorts,
  request: Request,
  trx: Trx,
  ahead: Prepared | undefined,
  held: Places,
): Promise<Acted> {
  const { command, input, actor, now, turn } = request;
  const again = await remembered(trx, request);
  if (again) throw isRefusal(again) ? new RolledBack(again) : new Replayed(again.result);
  // also after prepareAhead: the world may have moved while words were read
  const permission = await permitted(trx, request);
  if (isRefusal(permission)) throw new RolledBack(permission);
  const { about } = permission;
  if (!isInTurn(trx, turn, about.councilId)) throw new OutOfTurn(about.councilId);
  const tooMany = ahead ? undefined : tooManyFromTheStreet(ports, request, about);
  if (tooMany) throw new RolledBack(tooMany);
  const { effects, words, signIn, recorded } = recorder();
  let audited = 0;
  const context: CommandContext = {
    trx,
    now,
    today: ports.dateOf(now),
    actor,
    subject: permission.subject,
    effects,
    words: ports.words,
    audit(entity, entityId, detail = {}) {
      audited++;
      return auditIn(trx, {
        at: now,
        councilId: about.councilId,
        personId: actor.personId,
        command: command.name,
        entity,
        entityId,
        detail,
      });
    },
  };
  const answer = await command.handle(context, input, about, ahead?.prepared);
  if (isRefusal(answer)) throw new RolledBack(answer);
  if (audited === 0) throw new Error(`${command.name} wrote no audit event`);
  const owed = await owe(trx, words, now);
  await remember(trx, request, answer ?? null, now);
  const done = recorded();
  const fenced = (await ports.fence?.end(trx, { rights: done.rights, held })) ?? { move: undefined };
  if (fenced === 'words-moved') throw new WordsMoved();
  return {
    result: answer ?? null,
    signIn: signIn(),
    effects: { ...done, words: owed, move: fenced.move },
  };
}

/** Asked after the look for an earlier answer: sending the same again is no flood. */
function tooManyFromTheStreet(
  ports: RunPorts,
  { command, actor }: Request,
  about: About,
): Refusal | undefined {
  if (!command.limited || actor.personId !== null) return undefined;
  return ports.limits.handIn(command.limited, actor.address, about.link ?? about.councilId ?? '');
}

/** The field that is wrong; of a text that is too long also how long it is and may be (CAN10). */
function faultOf(issue: v.BaseIssue<unknown>): Pick<Refusal, 'field' | 'params'> {
  const field = v.getDotPath(issue) ?? '';
  const max = Number(issue.message);
  return issue.type === 'max_length' && typeof issue.input === 'string' && max > 0
    ? { field, params: { n: signsIn(issue.input), max } }
    : { field, ...whyOf(issue) };
}

/** A known cause that a form can name: something left out, or a day that there is not. */
function whyOf({ expected, input }: v.BaseIssue<unknown>): Pick<Refusal, 'params'> {
  if (input === undefined || (typeof input === 'string' && input.trim() === ''))
    return { params: { why: 'empty' } };
  return expected === 'a day' && typeof input === 'string'
    ? { params: { why: 'not-a-day', text: input } }
    : {};
}

class WordsMoved extends Error {}

class Replayed extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('replayed');
    this.result = result;
  }
}

interface Permission {
  readonly about: About;
  /** Who the actor is in the council it is about. */
  readonly subject: Subject;
}

async function permitted(
  db: Db | Trx,
  { command, input, actor, now }: Request,
): Promise<Permission | Refusal> {
  const about = await command.about(db, input, now);
  if (isRefusal(about)) return about;
  const url = about.councilId === null ? null : await movedTo(db, about.councilId);
  if (url !== null) return refuse('council-moved', { params: { url } });
  const subject =
    about.councilId === null ? street : await subjectOf(db, actor, about.councilId, about.meetingId);
  if (command.action === 'free') return { about, subject };
  const action = command.actionFor?.(input, subject) ?? command.action;
  // a signed-in stranger is refused as a stranger, not as somebody without a session
  const verdict = decide({ ...subject, personId: actor.personId }, action, about.facts);
  if (verdict === true) return { about, subject };
  return verdict.refused === 'not-found' && about.field !== undefined
    ? { ...verdict, field: about.field }
    : verdict;
}
