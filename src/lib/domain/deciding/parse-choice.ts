/** Reads what one ballot says (T1): a word of the mode, dots per option, or a ranked list of options. */
import { rulesOf } from './modes/registry.ts';
import { absent } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Choice, DotsRule } from './round.ts';
import type { Mode } from './words.ts';

export interface ChoiceRule {
  readonly mode: Mode;
  readonly dots: DotsRule;
  readonly options: ReadonlySet<string>;
}

export function readChoice(reading: Reading, value: unknown, rule: ChoiceRule, field: string): Choice {
  if (absent(value)) {
    reading.refuse('missing', field);
    return '';
  }
  const { ballot, choices } = rulesOf(rule.mode);
  switch (ballot) {
    case 'word':
      return readWord(reading, value, choices, field);
    case 'dots':
      return readDots(reading, value, rule, field);
    case 'ranking':
      return readRanked(reading, value, rule, field);
  }
}

/** Levels of gradients and fist may be written as numbers too. */
function readWord(reading: Reading, value: unknown, words: readonly string[], field: string): string {
  const word = typeof value === 'number' ? String(value) : value;
  if (typeof word === 'string' && words.includes(word)) return word;
  reading.refuse('bad-choice', field);
  return '';
}

function readDots(
  reading: Reading,
  value: unknown,
  rule: ChoiceRule,
  field: string,
): ReadonlyMap<string, number> {
  const given = new Map<string, number>();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    reading.refuse('bad-choice', field);
    return given;
  }
  let total = 0;
  for (const [option, dots] of Object.entries(value)) {
    if (!rule.options.has(option)) reading.refuse('unknown-option', field);
    if (!Number.isSafeInteger(dots) || dots < 0) {
      reading.refuse('bad-choice', field);
      continue;
    }
    total += dots;
    if (dots > rule.dots.maxPerOption || total > rule.dots.perVoter) reading.refuse('too-many-dots', field);
    given.set(option, dots);
  }
  return given;
}

/** Options may be left unranked; an empty list ranks none. */
function readRanked(reading: Reading, value: unknown, rule: ChoiceRule, field: string): readonly string[] {
  if (!Array.isArray(value)) {
    reading.refuse('bad-choice', field);
    return [];
  }
  const ranked = new Set<string>();
  for (const option of value as unknown[]) {
    if (typeof option !== 'string') reading.refuse('bad-choice', field);
    else if (!rule.options.has(option)) reading.refuse('unknown-option', field);
    else if (ranked.has(option)) reading.refuse('duplicate-option', field);
    else ranked.add(option);
  }
  return [...ranked];
}
