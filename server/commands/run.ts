import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { decide, street } from '#lib/domain/policy/decide.ts';
import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { subjectOf, type Actor } from '../access/subject.ts';
import type { Db, Trx } from '../db/open.ts';
import { auditIn } from './audit.ts';
import type { About, Command, Effects, Tools, Words } from './define.ts';
import { owe, type OwedWords } from './owed-words.ts';
import type { WordWrite } from './word-write.ts';

/*
 * Runs one command: schema → what it is about → permission → (words, passwords) → one transaction with
 * the same questions asked again, rule, rows, audit, remembered answer → effects. A refusal leaves no trace.
 */

export interface RunPorts {
  readonly db: Db;
  readonly words: Words;
  readonly blobs: Tools['blobs'];
  readonly pictures: Tools['pictures'];
  /** What the street may hand in. */
  readonly limits: {
    handIn(what: 'words' | 'photo', address: string, link: string): Refusal | undefined;
  };
  clock(): number;
  /** 'YYYY-MM-DD' in Asia/Tokyo of an instant. */
  dateOf(ms: number): string;
  /** Carries out effects after the commit. */
  carryOut(effects: RecordedEffects): Promise<void>;
}

export interface RecordedEffects {
  readonly meetings: ReadonlySet<string>;
  readonly boards: ReadonlySet<string>;
  readonly accessChanged: boolean;
  /** kept with the act until they are written */
  readonly words: readonly OwedWords[];
  readonly closed: readonly { docName: string; state: 'frozen' | 'sealed' }[];
  readonly droppedFiles: readonly string[];
}

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

/** `key` is the caller's Idempotency-Key, ≤ 200 characters. */
export async function run(
  ports: RunPorts,
  command: Command,
  rawInput: unknown,
  actor: Actor,
  key: string,
): Promise<Ran | Refusal> {
  const parsed = v.safeParse(command.input, rawInput, { abortPipeEarly: true });
  if (!parsed.success) return refuse('bad-input', faultOf(parsed.issues[0]));
  const input = parsed.output;
  const now = ports.clock();

  const about = await permitted(ports.db, command, input, actor, now);
  if (isRefusal(about)) return about;
  const bodyHash = createHash('sha256')
    .update(JSON.stringify([command.name, rawInput], withoutPasswords))
    .digest('hex');
  const scope = actor.personId ?? `street:${actor.address}`;
  const before = await remembered(ports.db, scope, key, bodyHash, command);
  if (before) return before;

  // after the look for an earlier answer: sending the same again is no flood
  if (command.limited && actor.personId === null) {
    const through = about.link ?? about.councilId ?? '';
    const tooMany = ports.limits.handIn(command.limited, actor.address, through);
    if (tooMany) return tooMany;
  }

  const prepared = command.prepare
    ? await command.prepare(
        { actor, words: ports.words, db: ports.db, blobs: ports.blobs, pictures: ports.pictures },
        input,
        about,
      )
    : undefined;
  if (isRefusal(prepared)) return prepared;

  const effects = recorder();
  let owed: readonly OwedWords[] = [];
  try {
    const result = await ports.db.transaction().execute(async (trx) => {
      const again = await remembered(trx, scope, key, bodyHash, command);
      if (again) throw isRefusal(again) ? new RolledBack(again) : new Replayed(again.result);
      // the world may have moved while words were read: ask again inside
      const inside = await permitted(trx, command, input, actor, now);
      if (isRefusal(inside)) throw new RolledBack(inside);
      const subject =
        inside.councilId === null ? street : await subjectOf(trx, actor, inside.councilId, inside.meetingId);
      let audited = 0;
      const answer = await command.handle(
        {
          trx,
          now,
          today: ports.dateOf(now),
          actor,
          subject,
          effects: effects.effects,
          audit: (entity, entityId, detail = {}) => {
            audited++;
            return auditIn(trx, {
              at: now,
              councilId: inside.councilId,
              personId: actor.personId,
              command: command.name,
              entity,
              entityId,
              detail,
            });
          },
        },
        input,
        inside,
        prepared,
      );
      if (isRefusal(answer)) throw new RolledBack(answer);
      if (audited === 0) throw new Error(`${command.name} wrote no audit event`);
      owed = await owe(trx, effects.words, now);
      await trx
        .insertInto('idempotency')
        .values({
          scope,
          key,
          command: command.name,
          body_hash: bodyHash,
          answer: command.secretAnswer ? '' : JSON.stringify(answer ?? null),
          at: now,
        })
        .execute();
      return answer ?? null;
    });
    await ports.carryOut({ ...effects.recorded(), words: owed });
    return { result, signIn: effects.signIn() };
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal;
    if (error instanceof Replayed) return { result: error.result, signIn: null };
    if ((error as { code?: string }).code === 'SQLITE_FULL') return refuse('disk-full');
    throw error;
  }
}

/** The field that is wrong; of a text that is too long also how long it is and may be (CAN10). */
function faultOf(issue: v.BaseIssue<unknown>): Pick<Refusal, 'field' | 'params'> {
  const field = v.getDotPath(issue) ?? '';
  const max = Number(issue.message);
  return issue.type === 'max_length' && typeof issue.input === 'string' && max > 0
    ? { field, params: { n: issue.input.length, max } }
    : { field };
}

/** A fast hash of a password must not lie in the table of remembered answers. */
function withoutPasswords(key: string, value: unknown): unknown {
  return /password/i.test(key) ? '' : value;
}

class Replayed extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('replayed');
    this.result = result;
  }
}

async function permitted(
  db: Db | Trx,
  command: Command,
  input: unknown,
  actor: Actor,
  now: number,
): Promise<About | Refusal> {
  const about = await command.about(db, input, now);
  if (isRefusal(about) || command.action === 'free') return about;
  const subject =
    about.councilId === null ? street : await subjectOf(db, actor, about.councilId, about.meetingId);
  const action = command.actionFor?.(input, subject) ?? command.action;
  // a signed-in stranger is refused as a stranger, not as somebody without a session
  const verdict = decide({ ...subject, personId: actor.personId }, action, about.facts);
  if (verdict === true) return about;
  return verdict.refused === 'not-found' && about.field !== undefined
    ? { ...verdict, field: about.field }
    : verdict;
}

/** The remembered answer of the same key and body; a refusal when the key came with another body. */
async function remembered(
  db: Db | Trx,
  scope: string,
  key: string,
  bodyHash: string,
  command: Command,
): Promise<Ran | Refusal | undefined> {
  const row = await db
    .selectFrom('idempotency')
    .select(['body_hash', 'answer'])
    .where('scope', '=', scope)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.body_hash !== bodyHash) return refuse('idempotency-key-reused');
  if (command.secretAnswer) return refuse('already-done');
  return { result: JSON.parse(row.answer), signIn: null };
}

function recorder() {
  const meetings = new Set<string>();
  const boards = new Set<string>();
  const words: { docName: string; write: WordWrite }[] = [];
  const closed: { docName: string; state: 'frozen' | 'sealed' }[] = [];
  const droppedFiles: string[] = [];
  let accessChanged = false;
  let signIn: string | null = null;
  const effects: Effects = {
    meetingChanged: (id) => void meetings.add(id),
    boardChanged: (id) => void boards.add(id),
    accessChanged: () => void (accessChanged = true),
    writeWords: (docName, write) => void words.push({ docName, write }),
    dropFile: (hash) => void droppedFiles.push(hash),
    closeWords: (docName, state) => void closed.push({ docName, state }),
    signIn: (personId) => void (signIn = personId),
  };
  return {
    effects,
    words,
    signIn: () => signIn,
    recorded: (): Omit<RecordedEffects, 'words'> => ({
      meetings,
      boards,
      accessChanged,
      closed,
      droppedFiles,
    }),
  };
}
