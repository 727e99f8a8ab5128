import { measuresOf, type BoardCard } from '#lib/doc/board.ts';
import { foldWords, searchable, withoutEndings } from '#lib/domain/canonical/fold.ts';
import { issueCalled } from '#lib/domain/issues/search.ts';
import { routes } from '#lib/domain/issues/state.ts';
import { getLocale } from '#lib/paraglide/runtime.js';
import { fieldWord, lifeStageWord, measureWord, routeWord } from '#lib/text/taxonomy.ts';

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
    mine: search.get('mine') === '1',
    done: search.get('done') !== '0',
  };
}

/** The same as the search of an address, with how the board is seen; '' where nothing is asked. */
export function addressOf(filter: BoardFilter, view: 'columns' | 'list'): string {
  const { words, mine, done, ...choices } = filter;
  const search = new URLSearchParams(Object.entries(choices).filter(([, value]) => value !== ''));
  if (words.trim() !== '') search.set('q', words.trim());
  if (mine) search.set('mine', '1');
  if (!done) search.set('done', '0');
  if (view === 'list') search.set('view', 'list');
  return search.toString();
}

/**
 * Whether a card is shown. `mine`: ids of the cards that concern the person who looks; `found`: of those whose text or
 * place holds the words, which the card does not carry.
 */
export function passes(
  card: BoardCard,
  filter: BoardFilter,
  mine: ReadonlySet<string>,
  found: ReadonlySet<string> = new Set(),
): boolean {
  return (
    (filter.field === '' || card.fields.includes(filter.field)) &&
    (filter.lifeStage === '' || card.lifeStages.includes(filter.lifeStage)) &&
    (filter.measure === '' || measuresOf(card).includes(filter.measure)) &&
    (filter.route === '' || card.route === filter.route) &&
    (filter.party === '' || card.leadParty === filter.party) &&
    (!filter.mine || mine.has(card.id)) &&
    (filter.done || (card.column !== 'resolved' && card.column !== 'closed')) &&
    (saysAll(card, filter.words) || found.has(card.id))
  );
}

/** Whether anything narrows the board: an empty one then says that nothing fits. */
export function narrows(filter: BoardFilter): boolean {
  const { words, mine, done, ...choices } = filter;
  return words.trim() !== '' || mine || !done || Object.values(choices).some((choice) => choice !== '');
}

/**
 * Whether number, title, lead party or tags hold every word, folded as the search of texts folds them (ISS26): ゴミ, ｺﾞﾐ
 * and ごみ are one.
 */
export function saysAll(card: BoardCard, words: string): boolean {
  // 「課題 07」 is one word
  const wanted = withoutEndings(foldWords(words))
    .replace(/(課題|#|issue|第) +(?=[第\d])/g, '$1')
    .split(/[\s、。,・]+/)
    .filter(Boolean);
  if (wanted.length === 0) return true;
  const locale = getLocale();
  const tags = [
    ...card.fields.map((field) => fieldWord(field, locale)),
    ...card.lifeStages.map((stage) => lifeStageWord(stage, locale)),
    ...measuresOf(card).map((measure) => measureWord(measure, locale)),
    ...routes.filter((route) => route === card.route).map((route) => routeWord(route, locale)),
  ];
  const text = [card.title, card.leadParty, ...tags].map(searchable).join('\n');
  return wanted.every((word) => text.includes(word) || issueCalled(word) === card.no);
}

/** Organisations that lead an issue on this board, by name. */
export function partiesOf(cards: readonly BoardCard[]): string[] {
  return [...new Set(cards.map((card) => card.leadParty).filter(Boolean))].sort((a, b) =>
    a.localeCompare(b, 'ja'),
  );
}

/** Measures that stand on a card of this board, by key. */
export function measuresOnBoard(cards: readonly BoardCard[]): string[] {
  return [...new Set(cards.flatMap(measuresOf))].sort();
}
