/**
 * Minutes out of records and notes (MIN1–MIN7), without retyping: the same record gives the same document, on
 * the screen before sealing and in the chain after it (B76). Source: domain §3.1 step 9, safety D.6, design §1.
 * Rendering in a language, and who may see what stands behind a placeholder, are other questions.
 */
import { dayOf, timeOf } from '../calendar/jst.ts';
import { canonicalText } from '../canonical/text.ts';
import { countOrder } from '../meeting/attendance.ts';
import type { SeatStanding } from '../meeting/attendance.ts';
import type { Stretch } from '../meeting/stays.ts';
import type { MinutesCounts, MinutesDocument, MinutesHeading, MinutesSeat, MinutesStay } from './document.ts';
import type { MinutesDecision, MinutesItem, MinutesSection } from './document.ts';
import { decisionOf, itemOf } from './render-item.ts';
import type { MinutesRecord, RecordItem, RecordSeat } from './record.ts';
import { scribeFor } from './scribe.ts';
import type { NamedValue, Scribe } from './scribe.ts';

export interface RenderedMinutes {
  readonly document: MinutesDocument;
  /** What stands behind the placeholders used, in the order of the document. */
  readonly disclosures: readonly NamedValue[];
}

/** Minutes of one meeting. Throws RangeError when the record refers to a person it does not list. */
export function renderMinutes(record: MinutesRecord): RenderedMinutes {
  const scribe = scribeFor(record);
  const document: MinutesDocument = {
    v: 1,
    sections: [
      bodySection(record),
      { key: 'items', items: record.items.map((item) => headingOf(item, record, scribe)) },
      {
        key: 'date_place',
        day: dayOf(record.openedAt),
        from: timeOf(record.openedAt),
        endDay: dayOf(record.closedAt),
        to: timeOf(record.closedAt),
        place: scribe.text(record.place),
        online: record.online,
      },
      {
        key: 'openness',
        visibility: record.visibility,
        reason: record.closedReason === null ? null : scribe.text(record.closedReason),
      },
      membersSection(record, scribe),
      {
        key: 'staff',
        staff: record.staff.map(({ person, section, stays }) => ({
          name: scribe.nameOf(person) ?? '',
          section: scribe.text(section),
          ...timesOf(stays, record),
        })),
      },
      {
        key: 'observers',
        count: record.observers,
        ...(record.comers === undefined ? {} : { comers: record.comers }),
      },
      {
        key: 'materials',
        materials: record.materials.map(({ no, title, visibility }) => ({
          no,
          title: isClosed(record, visibility)
            ? scribe.behind(`closed/material/${no}`, canonicalText(title))
            : scribe.text(title),
        })),
      },
      { key: 'record', items: record.items.map((item) => recordOf(item, record, scribe)) },
      {
        key: 'other',
        text:
          isClosed(record) && record.other !== ''
            ? scribe.behind('closed/other', { text: scribe.text(record.other) })
            : scribe.text(record.other),
        signatories: record.signatories.map(({ capacity, person }) => ({
          capacity,
          name: scribe.nameOf(person) ?? '',
        })),
      },
    ],
  };
  return { document, disclosures: scribe.disclosures(document) };
}

export interface RenderedDecision {
  readonly no: string;
  /** As in the minutes; of a decision behind closed doors nothing but its placeholder. */
  readonly document: MinutesDecision | { readonly no: string; readonly content: string };
  readonly disclosures: readonly NamedValue[];
}

/** The decisions of the meeting, each to be sealed as an entry of its own (contracts §8, MIN7). */
export function renderDecisions(record: MinutesRecord): RenderedDecision[] {
  const scribe = scribeFor(record);
  return record.items.flatMap((item) =>
    item.decisions.map((decision): RenderedDecision => {
      const open = decisionOf(decision, scribe);
      const { no } = open;
      const document = isClosed(record, item.visibility)
        ? { no, content: scribe.behind(`closed/decision/${no}`, open) }
        : open;
      return { no, document, disclosures: scribe.disclosures(document) };
    }),
  );
}

function bodySection(record: MinutesRecord): MinutesSection {
  return {
    key: 'body',
    city: canonicalText(record.city),
    district: canonicalText(record.district),
    council: canonicalText(record.council),
    fiscalYear: record.fiscalYear,
    seq: record.seq,
    kind: record.kind,
  };
}

/** Whether a part is not public: closed itself, or part of a meeting closed as a whole (MIN6). */
function isClosed(record: MinutesRecord, visibility: 'open' | 'closed' = 'open'): boolean {
  return visibility === 'closed' || record.visibility === 'closed';
}

/** Titles of closed items are hidden with the rest of them. */
function headingOf(item: RecordItem, record: MinutesRecord, scribe: Scribe): MinutesHeading {
  const title = isClosed(record, item.visibility)
    ? scribe.behind(`closed/${item.no}/title`, canonicalText(item.title))
    : scribe.text(item.title);
  return { no: item.no, type: item.type, title };
}

function recordOf(item: RecordItem, record: MinutesRecord, scribe: Scribe): MinutesItem {
  const open = itemOf(item, record, scribe);
  if (!isClosed(record, item.visibility)) return open;
  return {
    no: item.no,
    type: item.type,
    visibility: 'closed',
    content: scribe.behind(`closed/${item.no}`, open),
  };
}

function membersSection(record: MinutesRecord, scribe: Scribe): MinutesSection {
  const seatOf = (seat: RecordSeat): MinutesSeat => ({
    no: seat.no,
    label: scribe.text(seat.label),
    name: scribe.nameOf(seat.person),
    standing: seat.standing,
    alternate: scribe.nameOf(seat.alternate ?? null),
    ...timesOf(seat.stays, record),
  });
  const { attended, needed, met, households } = record.quorum;
  return {
    key: 'members',
    counts: countsOf(record.seats),
    quorum: { attended, needed, met, ...(households && { households: { ...households } }) },
    ...(record.replies && { replies: record.replies }),
    offices: record.offices.map(({ office, person, from }) => ({
      office,
      name: scribe.nameOf(person) ?? '',
      ...(from === undefined ? {} : { from: timeOf(from) }),
    })),
    present: record.seats.filter((seat) => isPresent(seat.standing)).map(seatOf),
    absent: record.seats.filter((seat) => !isPresent(seat.standing)).map(seatOf),
  };
}

/** Nothing where somebody was there from the opening to the closing, to the minute (REG11). */
function timesOf(
  stays: readonly Stretch[] | undefined,
  { openedAt, closedAt }: MinutesRecord,
): { readonly times?: readonly MinutesStay[] } {
  if (stays === undefined || stays.length === 0) return {};
  const times = stays.map(({ from, to }) => ({ from: timeOf(from), to: timeOf(to) }));
  const whole = times.length === 1 && times[0]?.from === timeOf(openedAt) && times[0].to === timeOf(closedAt);
  return whole ? {} : { times };
}

/** Members are present in the room, online or through an alternate; a proxy or a reply is not presence. */
function isPresent(standing: SeatStanding): boolean {
  return standing === 'present' || standing === 'online' || standing === 'alternate';
}

function countsOf(seats: readonly RecordSeat[]): MinutesCounts {
  const counts = Object.fromEntries(
    countOrder.map((standing) => [standing, seats.filter((seat) => seat.standing === standing).length]),
  ) as Record<SeatStanding, number>;
  return { ...counts, seats: seats.length };
}
