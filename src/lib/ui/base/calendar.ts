import { addMonths, isDay, partsOf, type Day } from '#lib/domain/calendar/day.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { datesByEra } from '#lib/text/customs.ts';
import { dateWords, dayBox, weekdayNames } from '#lib/text/dates.ts';
import { dayByKey, weeksOf } from './calendar-keys.ts';

/** A month to choose a day from: a dialog with a grid (ARIA), above the page and below its field. */
interface Asked {
  /** The field; the calendar lies in it. */
  readonly at: HTMLElement;
  readonly button: HTMLElement;
  /** The day that the field says. */
  readonly day: Day | null;
  readonly today: Day;
  /** No day before this one is offered; '' where all are. */
  readonly min: Day;
  readonly locale: Locale;
  readonly choose: (day: Day) => void;
}

/** Opens the calendar of a field; it goes when a day is chosen, by Escape, and when something else is tapped. */
export function openCalendar({ at, button, day, today, min, locale, choose }: Asked): void {
  at.querySelector('.calendar')?.remove();
  const words = { locale };
  const month = make('p', { id: `${at.id || 'day'}-month`, 'aria-live': 'polite', class: 'calendar-month' });
  const grid = make('table', { role: 'grid', 'aria-labelledby': month.id });
  const box = make('div', {
    class: 'calendar',
    role: 'dialog',
    'aria-label': m.calendar_label({}, words),
    popover: 'auto',
  });
  let on: Day = day ?? (isDay(today) ? today : '2000-01-01');
  if (on < min) on = min;
  const offered = (cell: Day) => min === '' || cell >= min;

  const draw = (focus: boolean) => {
    month.textContent = dayBox(on, locale).month;
    // the year that both calendars have in common
    if (datesByEra(locale))
      month.append(make('small', {}, m.date_year_western({ western: partsOf(on)[0] }, words)));
    const head = make('tr', {});
    for (const { short, long } of weekdayNames(locale))
      head.append(make('th', { scope: 'col', abbr: long }, short));
    const body = weeksOf(on).map((week) => {
      const row = make('tr', {});
      row.append(
        ...week.map((cell) => {
          if (cell === null) return make('td', {});
          const td = make(
            'td',
            { tabindex: cell === on ? '0' : '-1', 'aria-label': dateWords(cell, locale), 'data-day': cell },
            String(partsOf(cell)[2]),
          );
          if (cell === day) td.setAttribute('aria-selected', 'true');
          if (cell === today) td.setAttribute('aria-current', 'date');
          if (!offered(cell)) td.setAttribute('aria-disabled', 'true');
          return td;
        }),
      );
      return row;
    });
    const [thead, tbody] = [make('thead', {}), make('tbody', {})];
    thead.append(head);
    tbody.append(...body);
    grid.replaceChildren(thead, tbody);
    if (focus) grid.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  };
  const go = (to: Day, focus = false) => {
    on = to;
    draw(focus);
  };
  const take = (cell: Day) => {
    if (!offered(cell)) return;
    box.hidePopover();
    choose(cell);
    button.focus();
  };
  const turn = (label: string, sign: string, months: number) =>
    press(sign, () => go(addMonths(on, months)), { 'aria-label': label, class: 'calendar-turn' });

  const bar = make('div', { class: 'calendar-bar' });
  bar.append(
    turn(m.calendar_prev_year({}, words), '«', -12),
    turn(m.calendar_prev_month({}, words), '‹', -1),
    month,
    turn(m.calendar_next_month({}, words), '›', 1),
    turn(m.calendar_next_year({}, words), '»', 12),
  );
  const foot = make('div', { class: 'calendar-foot' });
  foot.append(
    press(m.calendar_today({}, words), () => go(today, true), { class: 'btn quiet' }),
    press(m.calendar_close({}, words), () => box.hidePopover(), { class: 'btn quiet' }),
  );
  box.append(bar, grid, foot);

  grid.addEventListener('click', (event) => {
    const cell = (event.target as Element).closest<HTMLElement>('[data-day]')?.dataset.day;
    if (cell) take(cell);
  });
  grid.addEventListener('keydown', (event) => {
    const to = dayByKey(event.key, event.shiftKey, on);
    const chosen = event.key === 'Enter' || event.key === ' ';
    if (to === null && !chosen) return;
    event.preventDefault();
    if (to === null) take(on);
    else go(to, true);
  });
  // what is typed inside is no business of the form
  for (const kind of ['input', 'change', 'keydown'])
    box.addEventListener(kind, (event) => event.stopPropagation());
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !box.contains(relatedTarget)) box.hidePopover();
  });
  box.addEventListener('toggle', (event) => {
    const open = (event as ToggleEvent).newState === 'open';
    button.setAttribute('aria-expanded', String(open));
    if (!open) box.remove();
  });

  draw(false);
  at.append(box);
  box.showPopover();
  stand(box, at);
  grid.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  box.scrollIntoView({ block: 'nearest' });
}

/** Below the field, inside the width of the window. */
function stand(box: HTMLElement, at: HTMLElement): void {
  const { left, bottom } = (at.querySelector('.beside') ?? at).getBoundingClientRect();
  const most = document.documentElement.clientWidth - box.offsetWidth - 4;
  box.style.left = `${Math.max(4, Math.min(left, most)) + scrollX}px`;
  box.style.top = `${bottom + 4 + scrollY}px`;
}

function press(label: string, act: () => void, attributes: Record<string, string>): HTMLButtonElement {
  const button = make('button', { type: 'button', ...attributes }, label);
  button.addEventListener('click', act);
  return button;
}

function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  text = '',
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (text !== '') element.textContent = text;
  return element;
}
