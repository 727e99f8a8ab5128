import * as Y from 'yjs';
import type { Responsibility, Scope } from '#lib/domain/roles/level.ts';
import { tasksOf } from './agenda.ts';

/*
 * Writing on the role canvas of an agenda item (the `tasks` of the agenda lens): words are shared texts, everything
 * else one value per key, so that two people changing different things of a task never undo each other.
 */

export type TaskWords = 'title' | 'detail' | 'comparison';

/** The shared text of a task's field; undefined while the task is not there. */
export function taskTextOf(doc: Y.Doc, itemId: string, taskId: string, field: TaskWords): Y.Text | undefined {
  const value = tasksOf(doc, itemId)?.get(taskId)?.get(field);
  return value instanceof Y.Text ? value : undefined;
}

/** What a task says besides its words. `due`: 'YYYY-MM-DD' or ''. */
export interface TaskChange {
  readonly scope?: Scope;
  readonly level?: number;
  readonly due?: string;
  readonly requestToCity?: boolean;
}

/** Changes a task in one step; does nothing when it is gone. Whether the change may be made is the caller's to ask. */
export function setTask(doc: Y.Doc, itemId: string, taskId: string, change: TaskChange): void {
  const task = tasksOf(doc, itemId)?.get(taskId);
  if (!task) return;
  doc.transact(() => {
    for (const [key, value] of Object.entries(change)) if (value !== undefined) task.set(key, value);
  });
}

/** Gives a party its part in a task, or takes it away with ''. */
export function setParty(
  doc: Y.Doc,
  itemId: string,
  taskId: string,
  organizationId: string,
  responsibility: Responsibility | '',
): void {
  const task = tasksOf(doc, itemId)?.get(taskId);
  if (!task) return;
  doc.transact(() => {
    let parties = task.get('parties');
    if (!(parties instanceof Y.Map)) task.set('parties', (parties = new Y.Map()));
    const map = parties as Y.Map<unknown>;
    if (responsibility === '') map.delete(organizationId);
    else map.set(organizationId, responsibility);
  });
}

export function removeTask(doc: Y.Doc, itemId: string, taskId: string): void {
  tasksOf(doc, itemId)?.delete(taskId);
}
