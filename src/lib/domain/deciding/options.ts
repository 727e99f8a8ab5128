/**
 * The options a ranking is about (DEC16). They stand in the frozen text itself, each on a line of its own that begins
 * with ・ or another mark of a list, so that the hash of the text is the hash of the options too, and whoever read the
 * text has read them. What a ballot names is the words of the line.
 */
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { rulesOf } from './modes/registry.ts';
import { defaultDots } from './parse-rule.ts';
import type { Board } from './reply.ts';
import type { DotsRule } from './round.ts';
import type { Mode, RoundMode } from './words.ts';

/** Between how many options people can put in order, and how many letters one has room for on a screen. */
export const optionLimits = { fewest: 2, most: 20, letters: 60 } as const;

/** ・ or another mark of a list, or a figure with a full stop or bracket behind it; then the words. */
const marked = /^\s*(?:[・･•‣*-]|[0-9０-９]{1,2}[.)．）])\s*(\S.*)$/u;

/** The options of a frozen text, in the order they are written. */
export function optionsIn(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    const words = marked.exec(line)?.[1]?.trim();
    return words === undefined ? [] : [words];
  });
}

/** The options a round in `mode` has on this text; none where its ballots say words. */
export function roundOptions(mode: Mode, text: string): string[] {
  return rulesOf(mode).ballot === 'word' ? [] : optionsIn(text);
}

/** A round with the words it is about. */
export interface AskedText {
  readonly mode: RoundMode;
  readonly text: string;
  readonly rule: { readonly dots?: DotsRule };
}

/** What dots are put on in a round; without options where replies say words. */
export function boardOf({ mode, text, rule }: AskedText): Board {
  return { options: roundOptions(mode, text), dots: rule.dots ?? defaultDots };
}

/**
 * Null when a round in `mode` can be held on this text. Refuses `bad-input` at `options`, with `why`: `few-options`,
 * `many-options`, `long-option` or `same-option`.
 */
export function optionsRefusal(mode: Mode, text: string): Refusal | null {
  if (rulesOf(mode).ballot === 'word') return null;
  const options = optionsIn(text);
  const wrong = (why: string, params: Record<string, number> = {}) =>
    refuse('bad-input', { field: 'options', params: { why, ...params } });
  if (options.length < optionLimits.fewest) return wrong('few-options', { n: options.length });
  if (options.length > optionLimits.most) return wrong('many-options', { n: options.length });
  if (options.some((option) => [...option].length > optionLimits.letters)) return wrong('long-option');
  return new Set(options).size < options.length ? wrong('same-option') : null;
}
