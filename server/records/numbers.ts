import type { Trx } from '../db/open.ts';

/*
 * The numbers people call things by: gapless in their series, from 1. The next one is the last plus one, read in the
 * transaction of the act that takes it; a unique constraint behind each lets nobody take it twice. Acts of a council take
 * turns, whatever engine and however many servers there are (db/acting.ts), so that none is left out either.
 */

/** Of a council's meetings in a fiscal year (R-HAC-01). */
export function nextMeetingNo(trx: Trx, councilId: string, fiscalYear: number): Promise<number> {
  return after(
    trx
      .selectFrom('meeting')
      .select((eb) => eb.fn.max('seq').as('last'))
      .where('council_id', '=', councilId)
      .where('fiscal_year', '=', fiscalYear),
  );
}

/** Of a council's decisions in a fiscal year. */
export function nextDecisionNo(trx: Trx, councilId: string, fiscalYear: number): Promise<number> {
  return after(
    trx
      .selectFrom('decision')
      .select((eb) => eb.fn.max('seq').as('last'))
      .where('council_id', '=', councilId)
      .where('fiscal_year', '=', fiscalYear),
  );
}

/** Of a council's draws in a fiscal year (LOT9). */
export function nextLotNo(trx: Trx, councilId: string, fiscalYear: number): Promise<number> {
  return after(
    trx
      .selectFrom('lot_draw')
      .select((eb) => eb.fn.max('seq').as('last'))
      .where('council_id', '=', councilId)
      .where('fiscal_year', '=', fiscalYear),
  );
}

/** Of what a council was asked in a fiscal year (CST1). */
export function nextConsultationNo(trx: Trx, councilId: string, fiscalYear: number): Promise<number> {
  return after(
    trx
      .selectFrom('consultation')
      .select((eb) => eb.fn.max('seq').as('last'))
      .where('council_id', '=', councilId)
      .where('fiscal_year', '=', fiscalYear),
  );
}

/** Of the errata to a reply (CST9). */
export function nextErratumNo(trx: Trx, consultationId: string): Promise<number> {
  return after(
    trx
      .selectFrom('consultation_erratum')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('consultation_id', '=', consultationId),
  );
}

/** Of the answers to a reply (CST10). */
export function nextAnswerNo(trx: Trx, consultationId: string): Promise<number> {
  return after(
    trx
      .selectFrom('consultation_answer')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('consultation_id', '=', consultationId),
  );
}

/** Of a council's published issues. */
export function nextIssueNo(trx: Trx, councilId: string): Promise<number> {
  return after(
    trx
      .selectFrom('issue')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('council_id', '=', councilId),
  );
}

/** Of a council's seats (CNC1). */
export function nextSeatNo(trx: Trx, councilId: string): Promise<number> {
  return after(
    trx
      .selectFrom('seat')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('council_id', '=', councilId)
      .where('kind', '=', 'seat'),
  );
}

/** Places at open tables are numbered from here in their council, so that they stand behind every seat. */
const comersFrom = 1_000_000;

/** Of the places at the open tables of a council; people are told their number in the meeting. */
export async function nextComerPlace(trx: Trx, councilId: string): Promise<number> {
  const no = await after(
    trx
      .selectFrom('seat')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('council_id', '=', councilId)
      .where('kind', '=', 'comer'),
  );
  return Math.max(no, comersFrom);
}

/** Of those who came to the open table of a meeting (OPT2). */
export function nextComerNo(trx: Trx, meetingId: string): Promise<number> {
  return after(
    trx
      .selectFrom('comer')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('meeting_id', '=', meetingId),
  );
}

/** Of a council's rule sets (CNC7). */
export function nextRuleSetVersion(trx: Trx, councilId: string): Promise<number> {
  return after(
    trx
      .selectFrom('rule_set')
      .select((eb) => eb.fn.max('version').as('last'))
      .where('council_id', '=', councilId),
  );
}

/** Of a meeting's materials (R-HAC-24). */
export function nextMaterialNo(trx: Trx, meetingId: string): Promise<number> {
  return after(
    trx
      .selectFrom('material')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('meeting_id', '=', meetingId),
  );
}

/** Place after the last item of a meeting's agenda. */
export function nextItemPosition(trx: Trx, meetingId: string): Promise<number> {
  return after(
    trx
      .selectFrom('agenda_item')
      .select((eb) => eb.fn.max('position').as('last'))
      .where('meeting_id', '=', meetingId),
  );
}

/** Of the acts on a meeting's announcement; calendars count by it (REG12). */
export function nextAnnouncementNo(trx: Trx, meetingId: string): Promise<number> {
  return after(
    trx
      .selectFrom('meeting_act')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('meeting_id', '=', meetingId),
  );
}

/** Of a proposal's frozen texts. */
export function nextTextNo(trx: Trx, proposalId: string): Promise<number> {
  return after(
    trx
      .selectFrom('proposal_version')
      .select((eb) => eb.fn.max('n').as('last'))
      .where('proposal_id', '=', proposalId),
  );
}

/** Of the amendments to a proposal, in the order they are asked about. */
export function nextAmendmentNo(trx: Trx, proposalId: string): Promise<number> {
  return after(
    trx
      .selectFrom('amendment')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('proposal_id', '=', proposalId),
  );
}

/** Of a proposal's rounds. */
export function nextRoundNo(trx: Trx, proposalId: string): Promise<number> {
  return after(
    trx
      .selectFrom('round')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('proposal_id', '=', proposalId),
  );
}

/** Of the hands and piles entered together in a round. */
export function nextBatchNo(trx: Trx, roundId: string): Promise<number> {
  return after(
    trx
      .selectFrom('ballot_batch')
      .select((eb) => eb.fn.max('no').as('last'))
      .where('round_id', '=', roundId),
  );
}

interface Last {
  executeTakeFirst(): Promise<{ readonly last: number | null } | undefined>;
}

async function after(series: Last): Promise<number> {
  return ((await series.executeTakeFirst())?.last ?? 0) + 1;
}
