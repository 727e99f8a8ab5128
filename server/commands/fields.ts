import { passwordFits } from '#lib/domain/council/password.ts';
import * as v from 'valibot';
import type { Day } from '#lib/domain/calendar/day.ts';
import { isRead, readDay } from '#lib/domain/calendar/written.ts';
import { readMonth } from '#lib/domain/consultation/due.ts';
import { canonicalName, canonicalText } from '#lib/domain/canonical/text.ts';

/*
 * Fields that many commands take. Text from people is brought to its canonical form here, once (NFC, \n,
 * no control characters, no direction overrides, no lone surrogates: CAN6, CAN7).
 */

const canonical = v.transform(canonicalText);
const named = v.transform(canonicalName);

/** At most max characters; the message is the limit, for the sentence that tells it (CAN10). */
const atMost = (max: number) => v.maxLength<string, number, string>(max, String(max));

/** What is far longer is not even read. */
const farLonger = (max: number) => v.maxLength<string, number, string>(max * 2, String(max));

/** One line of 1…max characters. */
export const line = (max: number) =>
  v.pipe(v.string(), farLonger(max), canonical, v.trim(), v.regex(/^[^\n]*$/), v.minLength(1), atMost(max));

/** One line that may be empty. */
export const optionalLine = (max: number) => v.optional(emptiableLine(max), '');

/** One line that may be empty, where leaving it out means something else. */
export const emptiableLine = (max: number) =>
  v.pipe(v.string(), farLonger(max), canonical, v.trim(), v.regex(/^[^\n]*$/), atMost(max));

/** A name of a person or an organisation, one line of 1…max characters: letters stay as typed (CAN11). */
export const properName = (max: number) =>
  v.pipe(v.string(), farLonger(max), named, v.trim(), v.regex(/^[^\n]*$/), v.minLength(1), atMost(max));

/** A name that may be left out. */
export const optionalName = (max: number) =>
  v.optional(v.pipe(v.string(), farLonger(max), named, v.trim(), v.regex(/^[^\n]*$/), atMost(max)), '');

/** Text of 1…max characters with line breaks. */
export const prose = (max: number) =>
  v.pipe(v.string(), farLonger(max), canonical, v.trim(), v.minLength(1), atMost(max));

/** Text of 0…max characters with line breaks. */
export const emptiableProse = (max: number) =>
  v.pipe(v.string(), farLonger(max), canonical, v.trim(), atMost(max));

/** Text that may be empty, or be left out. */
export const optionalProse = (max: number) => v.optional(emptiableProse(max), '');

/** A whole number between two, both included. */
export const whole = (min: number, max: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** A record id: 22 characters base64url. */
export const id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));

/** A calendar day in Asia/Tokyo, 'YYYY-MM-DD' or as people write it (CAL12). */
export const day = v.pipe(
  v.string(),
  v.maxLength(60),
  v.rawTransform<string, Day>(({ dataset, addIssue, NEVER }) => {
    const read = readDay(dataset.value);
    if (isRead(read)) return read;
    addIssue({ expected: 'a day' });
    return NEVER;
  }),
);

/** A month 'YYYY-MM' or as people write it (CAL12); what is none stays as written, for the rule that refuses it. */
export const month = v.pipe(
  v.string(),
  v.maxLength(30),
  v.transform((text) => readMonth(text) ?? text.trim()),
);

/** An instant as ISO 8601 with offset; becomes ms since 1970 UTC. */
export const instant = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/),
  v.transform((text) => Date.parse(text)),
  v.number(),
  v.finite(),
);

/** SHA-256 in lower-case hex. */
export const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** A council's short name in addresses: letters, digits, hyphens (domain §7.6). */
export const slug = v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/));

/** Sign-in name: NFKC, lower case, 3–40 characters without spaces. */
export const loginName = v.pipe(
  v.string(),
  v.maxLength(120),
  v.transform((text) => text.normalize('NFKC').trim().toLowerCase()),
  v.regex(/^[^\s\p{C}]{3,40}$/u),
);

/** A new password that is long enough (CNC15). */
export const password = v.pipe(v.string(), v.maxLength(400), v.check(passwordFits));

/** An address on the web, http or https, at most 500 characters; kept as typed. */
export const webAddress = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(500),
  v.url(),
  v.regex(/^https?:\/\/[^\s\p{C}]+$/u),
);
