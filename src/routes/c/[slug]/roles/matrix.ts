import { mustAccept, type PartyKind, type Responsibility, type Scope } from '#lib/domain/roles/level.ts';
import type { Timing } from '#lib/domain/roles/standing.ts';
import type { AssignmentState } from '#lib/text/roles.ts';
import type { AssignmentView, DivisionView, EarlierAnswer, TaskView } from '#server/queries/roles/roles.ts';

/*
 * The role matrix as plain data: tasks down, parties across, in each cell a part and how it stands today. Days are
 * 'YYYY-MM-DD' in Japan.
 */

export interface MatrixAssignment {
  readonly id: string;
  readonly organizationId: string;
  readonly responsibility: Responsibility;
  readonly state: AssignmentState;
  /** Words of the answer: a note, or why it was declined; '' for the street. */
  readonly note: string;
  /** How it came where somebody else entered it. */
  readonly via?: EarlierAnswer['via'];
  /** Who was asked in its place; '' where nobody was. */
  readonly replacedBy?: string;
  readonly earlier?: readonly EarlierAnswer[];
}

export interface MatrixTask {
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly frequency: string;
  readonly scope: Scope;
  readonly level: number;
  readonly dueOn: string | null;
  readonly requestToCity: boolean;
  /** ms since 1970 UTC; null while it is not done. */
  readonly doneAt: number | null;
  readonly timing: Timing;
  readonly daysLate: number;
  readonly assignments: readonly MatrixAssignment[];
}

export interface MatrixParty {
  readonly id: string;
  readonly name: string;
  readonly party: PartyKind;
}

/** How those asked for one task have answered. */
export interface TaskAnswers {
  readonly waiting: number;
  readonly declined: number;
  /** Everybody asked has accepted; false where nobody is asked. */
  readonly all: boolean;
}

export function answersOf(task: MatrixTask): TaskAnswers {
  const asked = task.assignments.filter((entry) => mustAccept(entry.responsibility) && !entry.replacedBy);
  const waiting = asked.filter((entry) => entry.state === 'asked' || entry.state === 'negotiating').length;
  const declined = asked.filter((entry) => entry.state === 'declined').length;
  return { waiting, declined, all: asked.length > 0 && waiting + declined === 0 };
}

/** What stands under a task's name: how often, else what it is. */
export function taskNote(task: MatrixTask): string {
  return task.frequency || task.detail;
}

/** Roles of these divisions that pass, with what they belong to. */
export function rolesWhere(
  divisions: readonly DivisionView[],
  passes: (role: AssignmentView) => boolean,
): { division: DivisionView; task: TaskView; role: AssignmentView }[] {
  return divisions.flatMap((division) =>
    division.tasks.flatMap((task) =>
      task.assignments.filter(passes).map((role) => ({ division, task, role })),
    ),
  );
}
