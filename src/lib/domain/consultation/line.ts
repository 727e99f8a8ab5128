import type { Month } from './due.ts';
import type { ConsultationState } from './life.ts';

/** A consultation in one line: what it is about, until when, how far it is. */
export interface ConsultationLine {
  /** '2020-01' */
  readonly no: string;
  readonly title: string;
  readonly askedBy: string;
  readonly dueMonth: Month;
  readonly state: ConsultationState;
  /** 'YYYY-MM-DD'; null while the reply is not out. */
  readonly submittedOn: string | null;
}
