import type { NextStep } from '#server/queries/deciding/round-after.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateTimeWords, dateWords, untilWords } from '#lib/text/dates.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { mandateWord } from '#lib/text/roles.ts';
import type { ResultStep } from '#lib/ui/deciding/result.ts';

/** What comes next in words: when, what, by whom (domain §5.8 ⑦). */
export function resultSteps(steps: readonly NextStep[], locale: Locale): ResultStep[] {
  return steps.map((step) => said(step, locale));
}

function said(step: NextStep, locale: Locale): ResultStep {
  const o = { locale };
  const soon = m.next_now({}, o);
  switch (step.kind) {
    case 'reply':
      return {
        when: step.until === null ? soon : m.date_until({ when: dateTimeWords(step.until, locale) }, o),
        text: m.next_reply({}, o),
      };
    case 'quorum':
      return { when: soon, text: m.next_quorum({}, o), tone: 'care', tag: m.next_tag_waiting({}, o) };
    case 'casting_vote':
      return { when: soon, text: m.next_casting({}, o), tone: 'care', tag: m.next_tag_waiting({}, o) };
    case 'answers':
      return {
        when: soon,
        text: m.next_answers({ n: step.n }, o),
        tone: 'care',
        tag: m.next_tag_waiting({}, o),
      };
    case 'new_text':
      return { when: soon, text: m.next_new_text({ left: step.left }, o) };
    case 'hear':
      return { when: soon, text: m.next_hear({}, o), tone: 'care', tag: m.next_tag_waiting({}, o) };
    case 'ranked':
      return { when: soon, text: m.next_ranked({}, o) };
    case 'fallback':
      return { when: soon, text: m.next_fallback({}, o) };
    case 'declare':
      return { when: soon, text: m.next_declare({}, o) };
    case 'minutes':
      return {
        on: step.on,
        when: untilWords(step.on, 'record', locale),
        text: step.by === '' ? m.next_minutes({}, o) : m.next_minutes_by({ name: step.by }, o),
        tag: mandateWord('recorder', locale),
      };
    case 'role':
      return {
        ...(step.dueOn && { on: step.dueOn }),
        when: step.dueOn ? untilWords(step.dueOn, 'record', locale) : soon,
        text: m.next_role({ organization: step.organization, task: step.task }, o),
        tag: m.next_tag_answer({}, o),
        tone: 'care',
      };
    case 'review':
      return {
        on: step.on,
        when: dateWords(step.on, locale),
        text: m.next_review({}, o),
        tag: m.next_tag_review({}, o),
      };
  }
}
