/**
 * Whom to call when somebody's life or body is in danger, or when it is all too much (ISS40): national lines of Japan, on
 * every screen where a worry of one's own is told. Numbers change: they were looked up on `helpLinesCheckedOn` in notices
 * of prefectures, cities and the lines themselves; look again once a year. Names and hours: messages `help_line_<key>`.
 * Lines of the area are the council's own to add (CNC30).
 */
export interface HelpLine {
  readonly key: 'yorisoi' | 'inochi' | 'child' | 'violence';
  /** As it is shown; digits and # alone are dialled. */
  readonly telephone: string;
}

/** A day 'YYYY-MM-DD'. */
export const helpLinesCheckedOn = '2026-11-30';

export const helpLines: readonly HelpLine[] = [
  // any worry, day and night, free, several languages; the first to call where the others don't fit
  { key: 'yorisoi', telephone: '0120-279-338' },
  { key: 'inochi', telephone: '0120-783-556' },
  { key: 'child', telephone: '189' },
  { key: 'violence', telephone: '#8008' },
];
