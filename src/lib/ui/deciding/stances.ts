import type { OfferedChoice } from '#lib/domain/deciding/index.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a choice means for the proposal; carries the colour. */
export type Tone = 'yes' | 'con' | 'obj' | 'hold';

interface Look {
  /** Class that carries the colour. */
  tone: Tone;
  /** Shape on 32 × 32. */
  shape: string;
  hint: () => string;
}

const circle = 'M5 16a11 11 0 1 0 22 0a11 11 0 1 0-22 0';
const cross = 'M6.5 6.5l19 19M25.5 6.5l-19 19';
const dash = 'M5 16h22';

/** A hand seen from within that shows so many fingers, the thumb last; 0 is a fist. */
function hand(fingers: number): string {
  const palm = 'M9 18h14v5a5.5 5.5 0 0 1-5.5 5.5h-3A5.5 5.5 0 0 1 9 23z';
  // the index first, as people count on them
  const up = ['M14.3 18V4', 'M18.6 18V5', 'M22.6 18V8', 'M10.2 18V7'].slice(0, Math.min(fingers, 4));
  const thumb = fingers === 5 ? ['M9 24l-5-5'] : [];
  return [palm, ...up, ...thumb].join('');
}

/** How a choice looks: shape first, then word, then colour. */
export const stanceLook = {
  consent: { tone: 'yes', shape: circle, hint: () => m.stance_consent_hint() },
  concern: { tone: 'con', shape: 'M16 5.5L27.5 25.5h-23z', hint: () => m.stance_concern_hint() },
  objection: { tone: 'obj', shape: cross, hint: () => m.stance_objection_hint() },
  stand_aside: { tone: 'hold', shape: dash, hint: () => m.stance_stand_aside_hint() },
  for: { tone: 'yes', shape: circle, hint: () => m.stance_for_hint() },
  against: { tone: 'obj', shape: cross, hint: () => m.stance_against_hint() },
  abstain: { tone: 'hold', shape: dash, hint: () => m.stance_abstain_hint() },
  5: { tone: 'yes', shape: hand(5), hint: () => m.stance_fist_5_hint() },
  4: { tone: 'yes', shape: hand(4), hint: () => m.stance_fist_4_hint() },
  3: { tone: 'yes', shape: hand(3), hint: () => m.stance_fist_3_hint() },
  2: { tone: 'con', shape: hand(2), hint: () => m.stance_fist_2_hint() },
  1: { tone: 'con', shape: hand(1), hint: () => m.stance_fist_1_hint() },
  0: { tone: 'obj', shape: hand(0), hint: () => m.stance_fist_0_hint() },
} satisfies Record<OfferedChoice, Look>;
