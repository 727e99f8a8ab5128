/**
 * Whether tasks may be divided as proposed (ROL4–ROL9): the same check on the canvas, before the round and when
 * the division is made. A service for the whole city is never given away to a district (I9). Source: R-HAC-07,
 * R-HAC-09, R-HAC-10, domain §4.5, AT-1.5. Who may divide roles, and whether a party accepts, are other questions.
 */
import { isDay } from '../calendar/day.ts';
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { isLevel, responsibilities, scopes } from './level.ts';
import type { PartyKind, Responsibility, Scope } from './level.ts';

export interface DivisionTask {
  readonly title: string;
  readonly scope: Scope;
  /** 1 residents alone … 5 administration alone */
  readonly level: number;
  /** The district asks, the city answers: nothing is assigned. The lead is the section asked. */
  readonly requestToCity: boolean;
  /** Who does it today, the effect expected if the district does, cost and effort (R-HAC-10). */
  readonly comparison: string;
  /** 'YYYY-MM-DD', or '' */
  readonly due: string;
  /** Party id → responsibility; so a party stands once in a task. */
  readonly parties: Readonly<Record<string, Responsibility>>;
}

export interface Party {
  readonly id: string;
  readonly party: PartyKind;
}

/**
 * All faults of a division, in the order of its tasks; empty when it may be made. Fields are paths like
 * `tasks[2].level`. Codes: `bad-input` (unknown word, level, day or party; no tasks), `text-empty` (title),
 * `lead-missing`, `comparison-missing`, `city-wide-service`, these three with the task's title in `task`.
 */
export function checkDivision(tasks: readonly DivisionTask[], parties: readonly Party[]): Refusal[] {
  if (tasks.length === 0) return [refuse('bad-input', { field: 'tasks' })];
  const kinds = new Map(parties.map(({ id, party }) => [id, party]));
  return tasks.flatMap((task, i) => checkTask(task, kinds, `tasks[${i}]`));
}

function checkTask(task: DivisionTask, kinds: ReadonlyMap<string, PartyKind>, at: string): Refusal[] {
  const faults = checkWords(task, kinds, at);
  const params = { task: task.title };
  const leads = Object.entries(task.parties).filter(([, responsibility]) => responsibility === 'lead');
  if (leads.length === 0) faults.push(refuse('lead-missing', { field: `${at}.parties`, params }));
  const outside = leads.filter(([id]) => kinds.get(id) !== 'administration').map(([id]) => id);

  if (task.requestToCity) {
    // Only the city can answer a request to the city (ROL8).
    for (const id of outside)
      faults.push(refuse('city-wide-service', { field: `${at}.parties.${id}`, params }));
  } else if (task.scope === 'city_wide') {
    if (task.level < 4) faults.push(refuse('city-wide-service', { field: `${at}.level`, params }));
    for (const id of outside)
      faults.push(refuse('city-wide-service', { field: `${at}.parties.${id}`, params }));
  } else if (task.comparison.trim() === '') {
    faults.push(refuse('comparison-missing', { field: `${at}.comparison`, params }));
  }
  return faults;
}

/** Input comes from words that people type together, and from the API: nothing about it is taken for granted. */
function checkWords(task: DivisionTask, kinds: ReadonlyMap<string, PartyKind>, at: string): Refusal[] {
  const faults: Refusal[] = [];
  if (task.title.trim() === '') faults.push(refuse('text-empty', { field: `${at}.title` }));
  if (!scopes.includes(task.scope)) faults.push(refuse('bad-input', { field: `${at}.scope` }));
  if (!isLevel(task.level)) faults.push(refuse('bad-input', { field: `${at}.level` }));
  if (task.due !== '' && !isDay(task.due)) faults.push(refuse('bad-input', { field: `${at}.due` }));
  for (const [id, responsibility] of Object.entries(task.parties))
    if (!kinds.has(id) || !responsibilities.includes(responsibility))
      faults.push(refuse('bad-input', { field: `${at}.parties.${id}` }));
  return faults;
}
