import * as v from 'valibot';
import { id, instant, optionalLine, optionalName } from '../fields.ts';

/** Who comes, is there or has left: what record-attendance takes. */
export const attendanceInput = v.strictObject({
  meetingId: id,
  seatId: v.optional(id),
  personId: v.optional(id),
  name: optionalName(40),
  /** 職 of staff and of who explains. */
  office: optionalLine(60),
  mode: v.picklist(['in_person', 'online', 'alternate', 'absent', 'observer', 'staff']),
  /** Says outright whether this is a reply beforehand or that somebody is there (REG1). */
  says: v.optional(v.picklist(['reply', 'here'])),
  left: v.optional(v.literal(true)),
  /** The last entry was a mistake and is taken back (REG11). */
  mistaken: v.optional(v.literal(true)),
  /** When somebody came or left, where the recorder notes it later. */
  at: v.optional(instant),
});
export type AttendanceInput = v.InferOutput<typeof attendanceInput>;
