import * as v from 'valibot';
import { id, optionalName } from '../fields.ts';

/** Who comes, is there or has left: what record-attendance takes. */
export const attendanceInput = v.strictObject({
  meetingId: id,
  seatId: v.optional(id),
  personId: v.optional(id),
  name: optionalName(40),
  mode: v.picklist(['in_person', 'online', 'alternate', 'absent', 'observer', 'staff']),
  left: v.optional(v.literal(true)),
});
export type AttendanceInput = v.InferOutput<typeof attendanceInput>;
