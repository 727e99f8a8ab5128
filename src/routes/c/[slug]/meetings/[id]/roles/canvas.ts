import type { AgendaTask } from '#lib/doc/agenda.ts';
import { checkDivision, type Party } from '#lib/domain/roles/division.ts';
import type { Responsibility, Scope } from '#lib/domain/roles/level.ts';

/** A party of the canvas with its name. */
export interface CanvasParty extends Party {
  readonly name: string;
}

/** A change somebody wants to make to a task, before it is asked whether it may be. */
export type WantedChange =
  | { readonly kind: 'level'; readonly level: number }
  | { readonly kind: 'scope'; readonly scope: Scope }
  | { readonly kind: 'due'; readonly due: string }
  | { readonly kind: 'party'; readonly organizationId: string; readonly responsibility: Responsibility | '' };

/** The task as it would be after a change. */
export function after(task: AgendaTask, change: WantedChange): AgendaTask {
  switch (change.kind) {
    case 'level':
      return { ...task, level: change.level };
    case 'scope':
      // the administration at least leads what is done for the whole city (ROL7)
      return {
        ...task,
        scope: change.scope,
        level: change.scope === 'city_wide' ? Math.max(task.level, 4) : task.level,
      };
    case 'due':
      return { ...task, due: change.due };
    case 'party': {
      const { [change.organizationId]: _before, ...others } = task.parties;
      const { organizationId, responsibility } = change;
      return {
        ...task,
        parties: responsibility === '' ? others : { ...others, [organizationId]: responsibility },
      };
    }
  }
}

const givesAway = (task: AgendaTask, parties: readonly Party[]): number =>
  checkDivision([task], parties).filter((fault) => fault.refused === 'city-wide-service').length;

/** Whether the change would give a service for the whole city to the district (I9); what stood before is let be. */
export function givesCityWideAway(
  task: AgendaTask,
  change: WantedChange,
  parties: readonly Party[],
): boolean {
  // a service that a section of the city leads does not become the district's by another word (AT-1.5)
  if (change.kind === 'scope' && change.scope === 'district' && task.scope === 'city_wide')
    return ledByCity(task, parties);
  return givesAway(after(task, change), parties) > givesAway(task, parties);
}

function ledByCity(task: AgendaTask, parties: readonly Party[]): boolean {
  return parties.some(({ id, party }) => party === 'administration' && task.parties[id] === 'lead');
}

/** Leads outside the administration: they can't stay when the task becomes a request to the city (ROL8). */
export function leadsOutside(task: AgendaTask, parties: readonly Party[]): string[] {
  const kinds = new Map(parties.map(({ id, party }) => [id, party]));
  return Object.entries(task.parties)
    .filter(([id, responsibility]) => responsibility === 'lead' && kinds.get(id) !== 'administration')
    .map(([id]) => id);
}

/** The canvas as `divide-roles` takes it; organisations that no longer exist are left out. */
export function divisionTasks(tasks: readonly AgendaTask[], parties: readonly Party[]) {
  const known = new Set(parties.map(({ id }) => id));
  return tasks.map((task) => ({
    title: task.title.trim(),
    ...(task.detail.trim() ? { detail: task.detail.trim() } : {}),
    scope: task.scope,
    level: task.level,
    ...(task.due ? { dueOn: task.due } : {}),
    ...(task.requestToCity ? { requestToCity: true } : {}),
    assignments: Object.entries(task.parties)
      .filter(([organizationId]) => known.has(organizationId))
      .map(([organizationId, responsibility]) => ({ organizationId, responsibility })),
  }));
}

/** The task a refusal speaks of: `tasks[2].level` → 2; null when it speaks of the whole. */
export function taskOfField(field: string | undefined): number | null {
  const match = /^tasks\[(\d+)\]/.exec(field ?? '');
  return match ? Number(match[1]) : null;
}

/** Comparisons of all tasks as one text, to begin the division's own with. */
export function comparisonOf(tasks: readonly AgendaTask[]): string {
  return tasks
    .filter((task) => task.comparison.trim() !== '')
    .map((task) =>
      tasks.length === 1 ? task.comparison.trim() : `${task.title.trim()}：${task.comparison.trim()}`,
    )
    .join('\n');
}
