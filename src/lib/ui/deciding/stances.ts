import type { OfferedChoice } from '#lib/domain/deciding/index.ts';
import { m } from '#lib/paraglide/messages.js';

interface Look {
  /** Class that carries the colour. */
  tone: 'yes' | 'con' | 'obj' | 'hold';
  /** Shape on 32 × 32. */
  shape: string;
  hint: () => string;
}

const circle = 'M5 16a11 11 0 1 0 22 0a11 11 0 1 0-22 0';
const cross = 'M6.5 6.5l19 19M25.5 6.5l-19 19';
const dash = 'M5 16h22';

/** How a choice looks: shape first, then word, then colour. */
export const stanceLook = {
  consent: { tone: 'yes', shape: circle, hint: () => m.stance_consent_hint() },
  concern: { tone: 'con', shape: 'M16 5.5L27.5 25.5h-23z', hint: () => m.stance_concern_hint() },
  objection: { tone: 'obj', shape: cross, hint: () => m.stance_objection_hint() },
  stand_aside: { tone: 'hold', shape: dash, hint: () => m.stance_stand_aside_hint() },
  for: { tone: 'yes', shape: circle, hint: () => m.stance_for_hint() },
  against: { tone: 'obj', shape: cross, hint: () => m.stance_against_hint() },
  abstain: { tone: 'hold', shape: dash, hint: () => m.stance_abstain_hint() },
} satisfies Record<OfferedChoice, Look>;
