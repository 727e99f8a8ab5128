import type { BoardCard } from '#lib/doc/board.ts';

/** What is shown of the board; '' and false leave a question open. */
export interface BoardFilter {
  /** Words that must all stand on the card. */
  words: string;
  field: string;
  lifeStage: string;
  measure: string;
  route: string;
  /** Name of the organisation in the lead. */
  party: string;
  /** Only what concerns the person who looks. */
  mine: boolean;
  /** What is resolved or closed, too. */
  done: boolean;
}

/** What the address asks for; anything unknown shows nothing less. */
export function filterOf(search: Pick<URLSearchParams, 'get'>): BoardFilter {
  return {
    words: (search.get('q') ?? '').slice(0, 100),
    field: search.get('field') ?? '',
    lifeStage: search.get('lifeStage') ?? '',
    measure: search.get('measure') ?? '',
    route: search.get('route') ?? '',
    party: search.get('party') ?? '',
    mine: false,
    done: true,
  };
}

/** Whether a card is shown. `mine`: ids of the cards that concern the person who looks. */
export function passes(card: BoardCard, filter: BoardFilter, mine: ReadonlySet<string>): boolean {
  return (
    (filter.field === '' || card.fields.includes(filter.field)) &&
    (filter.lifeStage === '' || card.lifeStages.includes(filter.lifeStage)) &&
    (filter.measure === '' || card.measure === filter.measure) &&
    (filter.route === '' || card.route === filter.route) &&
    (filter.party === '' || card.leadParty === filter.party) &&
    (!filter.mine || mine.has(card.id)) &&
    (filter.done || (card.column !== 'resolved' && card.column !== 'closed')) &&
    saysAll(card, filter.words)
  );
}

/** Whether number, title or lead party hold every word; wide and narrow letters, upper and lower case alike. */
export function saysAll(card: BoardCard, words: string): boolean {
  const wanted = plain(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return true;
  const text = plain(`${card.title}\n${card.leadParty}`);
  return wanted.every((word) => text.includes(word) || isNumber(word, card.no));
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();

/** 「3」「03」「課題3」 call issue 3. */
function isNumber(word: string, no: number): boolean {
  const digits = /^(?:課題|#)?0*(\d{1,6})$/.exec(word)?.[1];
  return digits !== undefined && Number(digits) === no;
}

/** Organisations that lead an issue on this board, by name. */
export function partiesOf(cards: readonly BoardCard[]): string[] {
  return [...new Set(cards.map((card) => card.leadParty).filter(Boolean))].sort((a, b) =>
    a.localeCompare(b, 'ja'),
  );
}

/** Measures that stand on a card of this board, by key. */
export function measuresOf(cards: readonly BoardCard[]): string[] {
  return [...new Set(cards.flatMap((card) => card.measure ?? []))].sort();
}
