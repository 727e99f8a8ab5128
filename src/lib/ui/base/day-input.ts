import { isRead, readDay, readTime } from '#lib/domain/calendar/written.ts';
import type { Day } from '#lib/domain/calendar/day.ts';
import { isLocale } from '#lib/paraglide/runtime.js';
import { m } from '#lib/paraglide/messages.js';
import { dateWords, recordDateWords } from '#lib/text/dates.ts';
import { dayFaultWords } from '#lib/text/day-faults.ts';
import { openCalendar } from './calendar.ts';

/*
 * What script adds to the fields of DayField and TimeField: what was typed is said again as a page says it, a fault at once,
 * and a calendar. Plain DOM, as most pages with such a field have no other script.
 */

const known = new WeakSet<Element>();

/** The language of the page. */
const localeHere = () => {
  const { lang } = document.documentElement;
  return isLocale(lang) ? lang : 'ja';
};

/** Brings to life the field of a day inside `root`, once. */
export function dayInput(root: HTMLElement): void {
  const input = root.querySelector('input');
  if (!input || known.has(root)) return;
  known.add(root);
  const locale = localeHere();
  const said = root.querySelector<HTMLElement>('[data-said]');
  const button = root.querySelector<HTMLButtonElement>('[data-calendar]');
  const day = (): Day | null => {
    const read = readDay(input.value);
    return isRead(read) ? read : null;
  };
  const judge = () => {
    const read = readDay(input.value);
    const fault = input.value.trim() === '' || isRead(read) ? '' : dayFaultWords(read, locale);
    input.setCustomValidity(fault);
    if (said) said.textContent = isRead(read) ? recordDateWords(read, locale) : '';
  };
  const say = (chosen: Day) => put(input, dateWords(chosen, locale));
  input.addEventListener('input', judge);
  input.addEventListener('change', () => {
    const read = day();
    if (read !== null) say(read);
  });
  judge();
  if (!button || !('popover' in HTMLElement.prototype)) return;
  button.hidden = false;
  const open = () =>
    openCalendar({
      at: root,
      button,
      day: day(),
      today: root.dataset.today ?? '',
      min: root.dataset.min ?? '',
      locale,
      choose(chosen) {
        say(chosen);
        input.dispatchEvent(new Event('change', { bubbles: true }));
      },
    });
  button.addEventListener('click', open);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' || !event.altKey) return;
    event.preventDefault();
    open();
  });
}

/** Brings to life the field of a time of day inside `root`, once: arrows go on by five minutes. */
export function timeInput(root: HTMLElement): void {
  const input = root.querySelector('input');
  if (!input || known.has(root)) return;
  known.add(root);
  const locale = localeHere();
  const judge = () => {
    const none = input.value.trim() !== '' && readTime(input.value) === null;
    input.setCustomValidity(none ? m.time_fault_unreadable({}, { locale }) : '');
  };
  input.addEventListener('input', judge);
  input.addEventListener('change', () => {
    const time = readTime(input.value);
    if (time !== null) put(input, time);
  });
  input.addEventListener('keydown', (event) => {
    const step = { ArrowUp: 5, ArrowDown: -5 }[event.key];
    const time = readTime(input.value);
    if (step === undefined || time === null || event.altKey) return;
    event.preventDefault();
    const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) + step + 1440;
    const two = (n: number) => String(n).padStart(2, '0');
    put(input, `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`);
  });
  judge();
}

/** Writes into a field as somebody who types. */
function put(input: HTMLInputElement, text: string): void {
  if (input.value === text) return;
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
}
