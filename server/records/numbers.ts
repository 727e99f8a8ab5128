import type { Trx } from '../db/open.ts';

/*
 * The numbers people call things by: gapless in their series, from 1. The next one is the last plus one, read in the
 * transaction of the act that takes it; a unique constraint behind each lets nobody take it twice. With one writer that
 * is all. An engine with several writers does its acts serializable and again when another was first
 * (`isTaken`), or locks the series: here is the place.
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
      .where('council_id', '=', councilId),
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
