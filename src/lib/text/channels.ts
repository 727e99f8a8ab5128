import { m } from '#lib/paraglide/messages.js';
import type { MinutesChannels } from '#lib/domain/minutes/document.ts';
import type { EntryWay, SheetState } from '#lib/domain/deciding/index.ts';
import type { Locale } from '#lib/i18n/locale.ts';

/* How replies came (WAY7): for the result, which speaks to people, and for the minutes, which record. */

const entryWays = {
  hand: m.entry_way_hand,
  slip: m.entry_way_slip,
  telephone: m.entry_way_telephone,
} satisfies Record<EntryWay, unknown>;

/** 挙手・口頭, 紙, 電話. */
export function entryWayWord(how: EntryWay, locale: Locale): string {
  return entryWays[how]({}, { locale });
}

const sheetStates = {
  unsent: m.sheet_state_unsent,
  sent: m.sheet_state_sent,
  returned: m.sheet_state_returned,
  typed: m.sheet_state_typed,
} satisfies Record<SheetState, unknown>;

/** 未送付, 返送待ち, 返送あり・登録前, 登録済み. */
export function sheetStateWord(state: SheetState, locale: Locale): string {
  return sheetStates[state]({}, { locale });
}

/**
 * Counts by channel, who has not answered, what did not count, and what the papers went through; a sentence each, empty
 * ones left out.
 */
export function channelSentences(
  channels: MinutesChannels,
  unanswered: number,
  style: 'page' | 'record',
  locale: Locale,
): string[] {
  const o = { locale };
  const { live, electronic, slip, telephone, proxies, superseded, corrections, piles } = channels;
  const record = style === 'record';
  const counts = { present: live, online: electronic, written: slip, telephone, proxy: proxies };
  return [
    record ? m.minutes_channels(counts, o) : m.channels_counts(counts, o),
    unanswered === 0
      ? ''
      : record
        ? m.minutes_channels_unanswered({ n: unanswered }, o)
        : m.channels_unanswered({ n: unanswered }, o),
    superseded === 0
      ? ''
      : record
        ? m.minutes_channels_superseded({ n: superseded }, o)
        : m.channels_superseded({ n: superseded }, o),
    corrections === 0
      ? ''
      : record
        ? m.minutes_channels_corrected({ n: corrections }, o)
        : m.channels_corrected({ n: corrections }, o),
    piles === 0
      ? ''
      : record
        ? m.minutes_channels_counted({ n: piles }, o)
        : m.channels_counted({ n: piles }, o),
  ].filter(Boolean);
}
