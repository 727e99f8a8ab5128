import { stanceLook, type Tone } from './stances.ts';

/* Patterns of what is drawn; a choice has that of its tone, so that a picture reads without its colours. The classes are
 * in look/patterns.css. */

const classes: Readonly<Record<Tone, string>> = {
  yes: 'pattern-full',
  con: 'pattern-hatch',
  obj: 'pattern-cross',
  hold: 'pattern-lines',
};

/** Class of the pattern a choice is drawn in; options are full, whoever said nothing is empty. */
export function patternOf(choice: string): string {
  if (choice === '') return 'pattern-full';
  return choice in stanceLook ? classes[stanceLook[choice as keyof typeof stanceLook].tone] : 'pattern-empty';
}
