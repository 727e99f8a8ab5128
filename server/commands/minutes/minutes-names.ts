import type { CirculatedMinutes } from '#lib/domain/minutes/circulated.ts';
import { namesLeft } from '#lib/domain/minutes/names.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';

/**
 * The check before circulating and before sealing: no full name of the roster stands in plain text, where it
 * could never be erased (safety D.6). Refuses `names-left` with how many. The name of the council itself is none.
 */
export function namesLeftIn(minutes: CirculatedMinutes, names: readonly string[]): Refusal | undefined {
  const texts = [
    minutes.document.sections.filter(({ key }) => key !== 'body'),
    minutes.decisions.map(({ document }) => document),
  ];
  const left = namesLeft(texts, names);
  return left.length > 0 ? refuse('names-left', { params: { n: left.length } }) : undefined;
}
