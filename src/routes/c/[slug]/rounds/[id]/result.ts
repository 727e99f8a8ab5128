import type { RoundPage } from '#server/queries/deciding/rounds.ts';
import { spokenHash } from '#lib/domain/canonical/text.ts';
import { figuresOf, isOffer, rulesOf, type OutcomeFigures } from '#lib/domain/deciding/index.ts';
import { m } from '#lib/paraglide/messages.js';
import { choiceWord, notCastNote, resultNumbers } from '#lib/text/ballots.ts';
import { channelSentences } from '#lib/text/channels.ts';
import { dateTimeWords } from '#lib/text/dates.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { sentences } from '#lib/text/customs.ts';
import { outcomeLabel, outcomeSentence, type SaidCode } from '#lib/text/outcome.ts';
import { resultPicture } from '#lib/text/picture.ts';
import { attendanceDetail, householdWords, quorumSentence } from '#lib/text/quorum.ts';
import { declaredSentence, resultRoom } from '#lib/text/result.ts';
import { mandateWord, presidingWord } from '#lib/text/roles.ts';
import { quorumRuleSentence, ruleSentence } from '#lib/text/rules.ts';
import { heldRuleWords, standingSentences } from '#lib/text/standing.ts';
import { decisionHref, objectionStateWord, decisionWords } from '#lib/text/states.ts';
import { weightWords } from '#lib/text/weights.ts';
import { seatsNeeded, type SeatCounts } from '#lib/ui/deciding/ring.ts';
import type { ResultFacts } from '#lib/ui/deciding/result.ts';
import { shortHex, speakerWords, voiceWords } from '#lib/ui/deciding/round.ts';
import { resultSteps } from './steps.ts';

/** The whole result of a closed round in words, in the fixed order 一 to 八; null while it is open or void. */
export function roundResult(round: RoundPage, locale: Locale): ResultFacts | null {
  const { outcome, attendance, decision } = round;
  if (outcome === null || attendance === null || round.state === 'void') return null;
  const counts: SeatCounts = {
    inPerson: attendance.present,
    online: attendance.online,
    alternate: attendance.alternate,
    proxy: attendance.proxy,
    written: attendance.written,
    absent: attendance.absent,
  };
  const figures = figuresOf(outcome);
  // at an open table the quorum is that of the seats alone (OPT3)
  const { sides, seatsAlone } = round.standing;
  const quorum = seatsAlone ?? outcome.quorum;
  const eligible = sides?.members.asked ?? round.eligible;
  const note = notes(round, figures, locale);
  const base = `/c/${round.council.slug}`;
  return {
    sentence: outcomeSentence(figures, null, locale),
    declared: declared(round, locale),
    ...(decision && {
      decision: {
        no: decisionWords(decision.no, locale),
        href: decisionHref(base, decision.no),
      },
    }),
    people: {
      counts,
      counted: weightWords(quorum.attended, locale),
      needed: seatsNeeded(quorum.needed, round.standing.households),
      eligible,
      households: householdWords(round.standing.households, quorum, locale),
      sentence: quorumSentence(quorum, eligible, locale, round.standing.households),
      detail: attendanceDetail(counts, attendance.observers, locale),
      more: standingSentences(round.standing, locale),
    },
    numbers: resultNumbers(figures, locale),
    picture: resultPicture({ ...figures, needed: outcome.needed }, locale),
    ...(note && { numbersNote: note }),
    rule: {
      sentence: sentences(
        [
          ruleSentence(round.mode, round.rule, locale),
          ...(round.rule.quorum ? [quorumRuleSentence(round.rule.quorum, locale)] : []),
          heldRuleWords(round.rule, locale),
        ],
        locale,
      ),
      source: m.result_rule_source(
        { n: round.ruleVersion, time: dateTimeWords(round.openedAt, locale) },
        { locale },
      ),
    },
    room: resultRoom(outcome, round.explanation?.room ?? null, locale, round.standing.households !== null),
    channels: channels(round, locale),
    voices: [
      ...round.voices.map((voice) => voiceWords(voice, locale)),
      ...round.heard.map((reply) => ({
        choice: reply.choice,
        word: choiceWord(reply.choice, locale),
        ...(isOffer(round.mode, reply.choice) && { state: m.reply_reason_offer({}, { locale }) }),
        who: speakerWords(reply, locale),
        text: reply.reason,
        answered: false,
        replies: [],
      })),
    ],
    noVoices: asksReasons(round.mode)
      ? m.result_no_voices({}, { locale })
      : m.result_no_reasons({}, { locale }),
    ...earlierVoices(round, locale),
    next: resultSteps(round.next, locale),
    text: {
      version: round.version.n,
      text: round.version.text,
      spoken: spokenHash(round.version.textHash).join(m.ui_word_dot({}, { locale })),
      hex: shortHex(round.version.textHash),
    },
    checkHref: `${base}/rounds/${round.id}/check`,
  };
}

/** How the replies came; nothing to say where all of them came in the room. */
function channels({ channels: came, outcome }: RoundPage, locale: Locale): string[] {
  if (!came || came.electronic + came.slip + came.telephone + came.proxies + came.superseded === 0) return [];
  const holders = came.holders.map(({ name, label, n }) =>
    m.channels_holder({ name: name || label, label, n }, { locale }),
  );
  return [
    ...channelSentences(
      { ...came, piles: came.piles.length },
      outcome?.unanswered.length ?? 0,
      'page',
      locale,
    ),
    ...(holders.length > 0
      ? [m.channels_holders({ names: holders.join(m.ui_list_comma({}, { locale })) }, { locale })]
      : []),
  ];
}

/** Who declared it and when; before that, when it was closed. A declaration that differs says so. */
function declared({ decision, closedAt, outcome, others, no }: RoundPage, locale: Locale): string {
  if (!decision) {
    if (closedAt === null) return '';
    const at = dateTimeWords(closedAt, locale);
    const later = others.find((other) => other.no > no);
    return later
      ? m.result_closed_later({ at, no: later.no }, { locale })
      : m.result_closed_at({ at }, { locale });
  }
  const office =
    decision.capacity === 'presiding' ? presidingWord(locale) : mandateWord('facilitator', locale);
  const words = [
    decision.declaredBy === ''
      ? m.result_declared_at({ at: dateTimeWords(decision.declaredAt, locale) }, { locale })
      : declaredSentence(office, decision.declaredBy, decision.declaredAt, locale),
  ];
  if (decision.declaredReason && decision.declaredCode !== outcome?.code)
    words.push(
      m.result_declared_other(
        { label: outcomeLabel(decision.declaredCode as SaidCode, locale), reason: decision.declaredReason },
        { locale },
      ),
    );
  return sentences(words, locale);
}

/** What is said below the numbers: who gave no reply, and how many of the dots were put. */
function notes({ explanation }: RoundPage, figures: OutcomeFigures, locale: Locale): string {
  const dots = explanation?.rule.dots ?? null;
  const put =
    dots === null
      ? null
      : m.dots_used(
          { placed: dots.placed, possible: dots.possible, n: explanation?.participation.answered ?? 0 },
          { locale },
        );
  const silent = notCastNote(figures, locale);
  return sentences(
    [put, silent].filter((words) => words !== null),
    locale,
  );
}

/** Whether something may be written with a reply in this mode. */
function asksReasons(mode: RoundPage['mode']): boolean {
  return Object.keys(rulesOf(mode).asks).length > 0;
}

/** Objections of the rounds before, and what became of them. */
function earlierVoices(round: RoundPage, locale: Locale): { voicesNote?: string } {
  const notes = round.others
    .filter((other) => other.no < round.no)
    .flatMap((other) =>
      other.voices
        .filter((voice) => voice.kind === 'objection')
        .map((voice) =>
          m.result_earlier_objection(
            { no: other.no, reason: voice.reason, state: objectionStateWord(voice.state, locale) },
            { locale },
          ),
        ),
    );
  return notes.length === 0 ? {} : { voicesNote: sentences(notes, locale) };
}
