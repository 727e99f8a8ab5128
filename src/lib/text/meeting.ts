import { m } from '#lib/paraglide/messages.js';
import type { Moved } from '#lib/domain/meeting/announcement.ts';
import { dateTimeWords, fiscalYearWords } from './dates.ts';
import type { Locale } from '#lib/i18n/locale.ts';

/** What a meeting and its items are called, and the states they go through (domain §4.2). */

export interface NumberedMeeting {
  readonly fiscalYear: number;
  readonly seq: number;
}

/** 令和4年度（2022年度）第4回 みずき台中学校区地域づくり推進会議 (R-HAC-01). */
export function meetingTitle(meeting: NumberedMeeting, council: string, locale: Locale): string {
  return m.meeting_title(
    { year: fiscalYearWords(meeting.fiscalYear, locale), seq: meeting.seq, council },
    { locale },
  );
}

/** 令和4年度（2022年度）第4回 会議. */
export function meetingTitleShort(meeting: NumberedMeeting, locale: Locale): string {
  return m.meeting_title_short(
    { year: fiscalYearWords(meeting.fiscalYear, locale), seq: meeting.seq },
    { locale },
  );
}

/** 第4回 会議: where the year is known. */
export function meetingNo(seq: number, locale: Locale): string {
  return m.meeting_no({ seq }, { locale });
}

const itemTypes = {
  opening: m.item_type_opening,
  greeting: m.item_type_greeting,
  report: m.item_type_report,
  discussion: m.item_type_discussion,
  decision: m.item_type_decision,
  other: m.item_type_other,
  next_date: m.item_type_next_date,
  closing: m.item_type_closing,
  post_session: m.item_type_post_session,
};
export type ItemType = keyof typeof itemTypes;
export const itemTypeKeys = Object.keys(itemTypes) as ItemType[];

/** 報告事項, 協議事項, 議案 … */
export function itemTypeWord(type: ItemType, locale: Locale): string {
  return itemTypes[type]({}, { locale });
}

const itemStates = {
  listed: m.item_state_listed,
  discussing: m.item_state_discussing,
  decided: m.item_state_decided,
  reported: m.item_state_reported,
  carried_over: m.item_state_carried_over,
  withdrawn: m.item_state_withdrawn,
};
export type ItemState = keyof typeof itemStates;

/** これから, 今の議題, 決定, 報告済み, 継続審議, 取下げ. A mere report is never 承認. */
export function itemStateWord(state: ItemState, locale: Locale): string {
  return itemStates[state]({}, { locale });
}

const meetingStates = {
  draft: m.meeting_state_draft,
  called: m.meeting_state_called,
  in_session: m.meeting_state_in_session,
  recess: m.meeting_state_recess,
  closed: m.meeting_state_closed,
  inquorate: m.meeting_state_inquorate,
  cancelled: m.meeting_state_cancelled,
  postponed: m.meeting_state_postponed,
};
export type MeetingState = keyof typeof meetingStates;

/** 準備中, 招集済み, 開会中, 休憩中, 閉会, 流会, 中止, 延期. */
export function meetingStateWord(state: MeetingState, locale: Locale): string {
  return meetingStates[state]({}, { locale });
}

const kinds = {
  live: m.meeting_kind_live,
  hybrid: m.meeting_kind_hybrid,
  written: m.meeting_kind_written,
  general: m.meeting_kind_general,
};
export type MeetingKind = keyof typeof kinds;

export function meetingKindWord(kind: MeetingKind, locale: Locale): string {
  return kinds[kind]({}, { locale });
}

const visibilities = {
  open: m.meeting_visibility_open,
  partly: m.meeting_visibility_partly,
  closed: m.meeting_visibility_closed,
};
export type Visibility = keyof typeof visibilities;

/** 公開, 一部非公開, 非公開. */
export function visibilityWord(visibility: Visibility, locale: Locale): string {
  return visibilities[visibility]({}, { locale });
}

const attendances = {
  in_person: m.attendance_in_person,
  online: m.attendance_online,
  alternate: m.attendance_alternate,
  proxy: m.attendance_proxy,
  written: m.attendance_written,
  absent: m.attendance_absent,
  observer: m.attendance_observer,
  staff: m.attendance_staff,
};
export type AttendanceWay = keyof typeof attendances;

/** 会場で出席, オンラインで出席, 代理出席, 委任, 書面, 欠席, 傍聴, 事務局・説明者. */
export function attendanceWord(way: AttendanceWay, locale: Locale): string {
  return attendances[way]({}, { locale });
}

/**
 * A meeting that was put off or moved: from which day, to which, and why (REG12), as sentences. `putOff`: it is not called
 * again yet.
 */
export function movedWords(moved: Moved, putOff: boolean, locale: Locale): string[] {
  const o = { locale };
  const from = dateTimeWords(moved.from, locale);
  const reason = moved.reason === '' ? [] : [m.meeting_moved_reason({ reason: moved.reason }, o)];
  if (!putOff) return [m.meeting_moved_from({ date: from }, o), ...reason];
  const next =
    moved.to === null
      ? m.meeting_put_off_no_day({}, o)
      : m.meeting_put_off_new_day({ date: dateTimeWords(moved.to, locale) }, o);
  return [m.meeting_put_off({ date: from }, o), ...reason, next];
}
