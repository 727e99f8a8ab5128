import * as v from 'valibot';
import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { placeOfDocument } from '../access/documents.ts';
import type { Actor } from '../access/subject.ts';
import { actInTurn } from '../db/acting.ts';
import type { Db } from '../db/open.ts';
import { auditIn } from './audit.ts';
import type { Command } from './define.ts';

export interface ForcePorts {
  readonly db: Db;
  /** Whether one more refused act of force of this person is written down now (LIM10). */
  readonly limits: { notesForce(personId: string): boolean };
  clock(): number;
}

/** What nobody does by mistake on a page of ours: acting on somebody else's seat, or on one that is not asked. */
export function isForce({ refused }: Refusal): boolean {
  return refused === 'forbidden' || refused === 'not-on-roll';
}

/**
 * A refused act of force leaves a line in the log of the council it was aimed at (WAY10): who, what and why not, never what was
 * chosen. Written by itself, since the act rolled back, and no oftener than somebody reads it.
 */
export async function noteForce(
  { db, limits, clock }: ForcePorts,
  command: Command,
  rawInput: unknown,
  { personId }: Actor,
  { refused, field }: Refusal,
): Promise<void> {
  const parsed = v.safeParse(command.input, rawInput);
  if (personId === null || !parsed.success || !limits.notesForce(personId)) return;
  const now = clock();
  const about = await command.about(db, parsed.output, now);
  if (isRefusal(about) || about.councilId === null) return;
  const { councilId, meetingId } = about;
  await actInTurn(db, councilId, (trx) =>
    auditIn(trx, {
      at: now,
      councilId,
      personId,
      command: command.name,
      entity: 'refused',
      entityId: meetingId ?? councilId,
      detail: { refused, ...(field !== undefined && { field }) },
    }),
  );
}

/** Words sent into a document that this person may only read leave the same line: who and where, never what (WAY10). */
export async function noteRefusedWords(
  { db, limits, clock }: ForcePorts,
  personId: string,
  docName: string,
): Promise<void> {
  const place = await placeOfDocument(db, docName);
  if (!place || !limits.notesForce(personId)) return;
  await actInTurn(db, place.councilId, (trx) =>
    auditIn(trx, {
      at: clock(),
      councilId: place.councilId,
      personId,
      command: 'write-words',
      entity: 'refused',
      entityId: place.meetingId ?? place.councilId,
      detail: { refused: 'forbidden', document: docName },
    }),
  );
}
