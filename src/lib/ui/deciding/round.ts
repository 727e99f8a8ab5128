import type { RefusedAct } from '#lib/client/acts.ts';
import type { ObjectionState, Said, VoiceKind } from '#lib/domain/deciding/index.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/locale.ts';
import { objectionStateWord, voiceWord } from '#lib/text/states.ts';
import type { ResultVoice } from './result.ts';

/**
 * Runs an act and answers why it was refused, or null. The part that asked shows the refusal where it stands. `key`: of an
 * act that may be sent once more later.
 */
export type Send = (command: string, input: object, key?: string) => Promise<RefusedAct | null>;

/** A reply that was received for a seat of mine. Nobody else's is ever here before the close. */
export interface MyReply {
  readonly seatId: string;
  readonly choice: Said;
  readonly reason: string;
  readonly wouldAgreeIf: string;
  /** ms since 1970 UTC */
  readonly at: number;
  /** Who typed it in for this seat; '' where its holder replied himself. */
  readonly enteredBy: string;
}

/** A reply that was typed for another seat: what, if I typed it, and who did otherwise. */
export interface TypedReply {
  readonly seatId: string;
  readonly choice: string | null;
  readonly enteredBy: string;
}

/** Hands that were entered together and may be taken back. */
export interface LastHands {
  readonly batchId: string;
  readonly n: number;
  readonly choice: string | null;
  readonly enteredBy: string;
}

/** An objection or concern of a closed round, with what was answered. */
export interface RoundVoice {
  readonly id: string;
  readonly kind: VoiceKind;
  /** Who said it and for which organisation or seat; '' for those who may not read single replies. */
  readonly who: string;
  readonly label: string;
  readonly reason: string;
  readonly wouldAgreeIf: string;
  readonly state: ObjectionState;
  /** Its own seat has made a concern of it since. */
  readonly reclassed: boolean;
  readonly response: string;
  readonly answeredBy: string;
  /** It is mine to withdraw. */
  readonly mine: boolean;
}

/** What the one who looks may read of a round beyond the floor mirror. */
export interface RoundDetails {
  readonly own: readonly MyReply[];
  /** Only for who may type replies for others, and while the round is open. */
  readonly typed: readonly TypedReply[];
  readonly hands: LastHands | null;
  readonly voices: readonly RoundVoice[];
  /** A role division was made of its decision. */
  readonly divided: boolean;
}

/** The first eight digits of a text's hash in two groups, as they are read beside the three words. */
export function shortHex(hash: string): string {
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;
}

/** 今泉 幸子さん（二丁目自治会）; '' where nobody is named. */
export function speakerWords({ who, label }: Pick<RoundVoice, 'who' | 'label'>, locale: Locale): string {
  if (who === '') return label;
  return label === ''
    ? m.ui_person_san({ name: who }, { locale })
    : m.voice_who({ name: who, label }, { locale });
}

/** A voice as results show it. */
export function voiceWords(voice: RoundVoice, locale: Locale): ResultVoice {
  return {
    choice: voice.kind,
    word: voiceWord(voice.kind, locale),
    who: speakerWords(voice, locale),
    text: voice.reason,
    ...(voice.wouldAgreeIf ? { wouldAgreeIf: voice.wouldAgreeIf } : {}),
    state: voice.reclassed
      ? m.objection_state_reclassed({}, { locale })
      : objectionStateWord(voice.state, locale),
    answered: true,
    replies: voice.response
      ? [{ who: speakerWords({ who: voice.answeredBy, label: '' }, locale), text: voice.response }]
      : [],
  };
}
