import type { FloorComer, FloorSeat } from '#lib/doc/floor.ts';

/** People at the open table as seats a round may ask: by their number, without a name. */
export function comerSeats(comers: readonly FloorComer[]): FloorSeat[] {
  return comers.map(({ seatId, no, label, there }) => ({
    seatId,
    no,
    label,
    name: '',
    mode: there ? 'in_person' : 'unknown',
    announced: null,
    enteredBy: null,
    leftAt: null,
  }));
}
