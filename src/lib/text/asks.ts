import { dayOf } from '#lib/domain/calendar/jst.ts';
import { m } from '#lib/paraglide/messages.js';
import { meetingNo } from '#lib/text/meeting.ts';
import { roundTitle } from '#lib/text/ballots.ts';
import { responsibilityWord } from '#lib/text/roles.ts';
import { decisionWords } from '#lib/text/states.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import type { Ask } from '#lib/domain/council/asks.ts';

/** One thing asked of a person, ready to be drawn: what, a word about it, until when, and where to go. */
export interface SaidAsk {
  readonly key: string;
  readonly what: string;
  readonly words: string;
  /** A calendar day; null: no deadline. */
  readonly due: string | null;
  /** Said instead of a day: 会議で受付中. */
  readonly now: string;
  readonly go: string;
  readonly href: string;
}

/** Says an ask; `base` is the path of the council. */
export function sayAsk(ask: Ask, base: string, locale: Locale): SaidAsk {
  const plain = { due: null, now: '' };
  const meeting = 'seq' in ask ? meetingNo(ask.seq, locale) : '';
  const room = 'meetingId' in ask ? `${base}/meetings/${ask.meetingId}` : base;
  switch (ask.kind) {
    case 'session':
      return {
        ...plain,
        key: `session-${ask.meetingId}`,
        what: m.home_ask_session({ meeting }),
        words: m.home_ask_session_words(),
        go: m.home_ask_session_go(),
        href: room,
      };
    case 'round':
      return {
        key: `round-${ask.roundId}`,
        what: m.home_ask_round({ title: ask.title }),
        words: m.home_ask_round_words({ meeting, round: roundTitle(ask.mode, ask.no, locale) }),
        due: ask.due === null ? null : dayOf(ask.due),
        now: ask.due === null ? m.home_ask_round_now() : '',
        go: m.home_ask_round_go(),
        href: `${base}/rounds/${ask.roundId}`,
      };
    case 'role':
      return {
        ...plain,
        key: `role-${ask.assignmentId}`,
        what:
          ask.request && ask.responsibility === 'lead'
            ? m.home_ask_request({ task: ask.task })
            : m.home_ask_role({
                task: ask.task,
                responsibility: responsibilityWord(ask.responsibility, locale),
              }),
        words: m.home_ask_role_words({
          organization: ask.organization,
          decision: decisionWords(ask.decision, locale),
          division: ask.division,
        }),
        due: ask.due,
        go: m.home_ask_role_go(),
        href: `${base}/roles?year=${ask.fiscalYear}#asked`,
      };
    case 'report':
      return {
        ...plain,
        key: `report-${ask.no}`,
        what: m.home_ask_report({ title: ask.title }),
        words: m.home_ask_report_words(),
        due: ask.due,
        go: m.home_ask_report_go(),
        href: `${base}/consultations/${ask.no}#report`,
      };
    case 'old-roles':
      return {
        ...plain,
        key: 'old-roles',
        what: m.home_ask_old_roles({ n: ask.n }),
        words: m.home_ask_old_roles_words(),
        go: m.home_ask_role_go(),
        href: `${base}/roles?year=${ask.fiscalYear}#asked`,
      };
    case 'declined-roles':
      return {
        ...plain,
        key: 'declined-roles',
        what: m.home_ask_declined_roles({ n: ask.n }),
        words: m.home_ask_declined_roles_words(),
        go: m.home_ask_role_go(),
        href: `${base}/roles?year=${ask.fiscalYear}#declined`,
      };
    case 'sign':
      return {
        ...plain,
        key: `sign-${ask.meetingId}`,
        what: m.home_ask_sign({ meeting }),
        words: m.home_ask_sign_words({ of: ask.of, signed: ask.signed }),
        due: ask.due,
        go: m.home_ask_sign_go(),
        href: `${room}/minutes`,
      };
    case 'seal':
      return {
        ...plain,
        key: `seal-${ask.meetingId}`,
        what: m.home_ask_seal({ meeting }),
        words: m.home_ask_seal_words(),
        go: m.home_ask_seal_go(),
        href: `${room}/minutes`,
      };
    case 'read-minutes':
      return {
        ...plain,
        key: `read-${ask.meetingId}`,
        what: m.home_ask_read_minutes({ meeting }),
        words: ask.no > 1 ? m.home_ask_read_minutes_again({ no: ask.no }) : m.home_ask_read_minutes_words(),
        due: ask.due,
        go: m.home_ask_read_minutes_go(),
        href: `${room}/minutes`,
      };
    case 'corrections':
      return ask.n > 0
        ? {
            ...plain,
            key: `corrections-${ask.meetingId}`,
            what: m.home_ask_corrections({ meeting, n: ask.n }),
            words: m.home_ask_corrections_words(),
            go: m.home_ask_corrections_go(),
            href: `${room}/minutes/corrections`,
          }
        : {
            ...plain,
            key: `recirculate-${ask.meetingId}`,
            what: m.home_ask_recirculate({ meeting }),
            words: m.home_ask_recirculate_words({ n: ask.taken }),
            go: m.home_ask_recirculate_go(),
            href: `${room}/minutes`,
          };
    case 'errata':
      return {
        ...plain,
        key: `errata-${ask.meetingId}`,
        what: m.home_ask_errata({ meeting, n: ask.n }),
        words: ask.decide ? m.home_ask_errata_decide() : m.home_ask_errata_sign(),
        go: m.home_ask_errata_go(),
        href: `${room}/minutes/errata`,
      };
    case 'publish':
      return {
        ...plain,
        key: `publish-${ask.meetingId}`,
        what: m.home_ask_publish({ meeting }),
        words: m.home_ask_publish_words(),
        go: m.home_ask_publish_go(),
        href: `${room}/minutes`,
      };
    case 'minutes':
      return {
        ...plain,
        key: `minutes-${ask.meetingId}`,
        what: m.home_ask_minutes({ meeting }),
        words: m.home_ask_minutes_words(),
        due: ask.due,
        go: m.home_ask_minutes_go(),
        href: `${room}/minutes`,
      };
    case 'objections':
      return {
        ...plain,
        key: `objections-${ask.roundId}`,
        what: m.home_ask_objections({ n: ask.n }),
        words: m.home_ask_objections_words({ meeting, title: ask.title }),
        go: m.home_ask_objections_go(),
        // where they are answered
        href: room,
      };
    case 'help':
      return {
        ...plain,
        key: 'help',
        what: m.home_ask_help({ n: ask.n }),
        words: m.home_ask_help_words(),
        go: m.home_ask_help_go(),
        href: `${base}/help`,
      };
    case 'attend':
      return {
        ...plain,
        key: `attend-${ask.meetingId}`,
        what: m.home_ask_attend({ meeting }),
        words: m.home_ask_attend_words(),
        due: ask.due,
        go: m.home_ask_attend_go(),
        href: `${room}#mine`,
      };
    case 'answer':
      return {
        ...plain,
        key: `answer-${ask.meetingId}`,
        what: m.home_ask_answer({ meeting }),
        words: m.home_ask_answer_words(),
        due: dayOf(ask.due),
        go: m.home_ask_answer_go(),
        href: `${room}/writing/answer`,
      };
    case 'screen':
      return {
        ...plain,
        key: 'screen',
        what: m.home_ask_screen({ n: ask.n }),
        words: m.home_ask_screen_words(),
        go: m.home_ask_screen_go(),
        href: `${base}/issues/waiting`,
      };
    case 'roster':
      return {
        ...plain,
        key: 'roster',
        what: m.home_ask_roster(),
        words: m.home_ask_roster_words(),
        go: m.home_ask_roster_go(),
        href: `${base}/settings/seats`,
      };
    case 'slips':
      return {
        ...plain,
        key: 'slips',
        what: m.home_ask_slips({ n: ask.n }),
        words: m.home_ask_slips_words(),
        go: m.home_ask_slips_go(),
        href: `${base}/settings/invitations`,
      };
    case 'meeting':
      return {
        ...plain,
        key: 'meeting',
        what: m.home_ask_meeting(),
        words: m.home_ask_meeting_words(),
        go: m.home_ask_meeting_go(),
        href: `${base}/meetings`,
      };
  }
}
