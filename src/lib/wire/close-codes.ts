/*
 * Why a socket was closed. 4400–4499 are final: nothing the client can repeat would help, so it stops.
 * Everything else is for the moment: it comes back with growing pauses and a little chance in them.
 */

/** What the client does with the words on this device when the door is closed for good. */
export type KeepsWords = 'keep' | 'forget' | 'show-rejected';

export interface CloseCode {
  readonly code: number;
  readonly name: string;
  readonly final: boolean;
  /** what happened, for the log and for PROTOCOL.md */
  readonly says: string;
  /** what our client does */
  readonly client: string;
  readonly words: KeepsWords;
}

export const closeCodes = {
  badMessage: {
    code: 4400,
    name: 'bad-message',
    final: true,
    says: 'A second frame that is no valid message of this protocol.',
    client: 'Stops and offers to load the page again.',
    words: 'keep',
  },
  sessionEnded: {
    code: 4401,
    name: 'session-ended',
    final: true,
    says: 'The session expired, was signed out or was taken back.',
    client: 'Stops, removes its copy from this device and offers to sign in; edits not yet saved are shown.',
    words: 'show-rejected',
  },
  forbidden: {
    code: 4403,
    name: 'forbidden',
    final: true,
    says: 'No right to this document, or a reader wrote.',
    client: 'Stops, removes its copy from this device and shows the rejected text for copying.',
    words: 'show-rejected',
  },
  gone: {
    code: 4404,
    name: 'gone',
    final: true,
    says: 'There is no such document: never was, was erased, or is none of yours.',
    client: 'Stops and removes its copy from this device.',
    words: 'forget',
  },
  epoch: {
    code: 4409,
    name: 'epoch',
    final: true,
    says: 'The document was frozen, sealed or begun anew since this copy was made.',
    client: 'Stops, removes its copy, shows what was not yet saved, and opens the new document.',
    words: 'show-rejected',
  },
  documentFull: {
    code: 4413,
    name: 'doc-full',
    final: true,
    says: 'The document has reached its largest size; the update was not taken.',
    client: 'Stops writing; the page stays readable.',
    words: 'keep',
  },
  degraded: {
    code: 4500,
    name: 'degraded',
    final: false,
    says: 'A damaged row was found: what is good can be read, nothing can be written until a person repairs it.',
    client: 'Keeps the edits on this device and comes back with growing pauses.',
    words: 'keep',
  },
  restart: {
    code: 1012,
    name: 'restart',
    final: false,
    says: 'The server restarts.',
    client: 'Comes back with growing pauses.',
    words: 'keep',
  },
  overload: {
    code: 1013,
    name: 'overload',
    final: false,
    says: 'Too many messages, a line that is not read, or words that could not be written to the disk.',
    client: 'Comes back with growing pauses and sends again what was not saved.',
    words: 'keep',
  },
  tooBig: {
    code: 1009,
    name: 'too-big',
    final: false,
    says: 'A frame over the limit.',
    client: 'Reports it and comes back with growing pauses.',
    words: 'keep',
  },
} as const satisfies Record<string, CloseCode>;

export type CloseName = (typeof closeCodes)[keyof typeof closeCodes]['name'];

const byCode = new Map<number, CloseCode>(Object.values(closeCodes).map((c) => [c.code, c]));

/** The table row of a close code; undefined for codes that are not ours (1006: the line broke). */
export function closeCode(code: number): CloseCode | undefined {
  return byCode.get(code);
}
