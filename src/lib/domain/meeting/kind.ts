/** How a council meets: in a room, there and online, or in writing (domain §4.1 Meeting). */
export const meetingKinds = ['live', 'hybrid', 'written'] as const;
export type MeetingKind = (typeof meetingKinds)[number];
