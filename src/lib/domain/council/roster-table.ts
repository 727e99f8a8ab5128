/**
 * A pasted roster (CNC17–CNC19): organisation, name and reading, wherever they stand in the table; who of it is in the
 * council already. Enters nothing.
 */
import { foldedName, fullWidthKana, sameName } from '../canonical/names.ts';
import { filledDown, findColumns } from '../tables/columns.ts';
import { joinedLines, partedLines, readTable, writeRow } from '../tables/read-table.ts';

/** A row of a pasted roster: one seat, and its member where a name is given. */
export interface RosterLine {
  /** Line of the text in which it begins, from 1. */
  readonly no: number;
  /** Organisation, name and reading as a row of a table, to be put right and read again. */
  readonly text: string;
  readonly organization: string;
  readonly name: string;
  readonly kana: string;
  /** The organisation stands in a row above (merged cells). */
  readonly filled: boolean;
}

export interface RosterTable {
  readonly rows: readonly RosterLine[];
  /** Whether the columns were found by their heads. */
  readonly headed: boolean;
  readonly titles: readonly string[];
  readonly unused: readonly { readonly head: string; readonly no: number }[];
}

type Meaning = 'organization' | 'name' | 'family' | 'given' | 'kana' | 'familyKana' | 'givenKana';

const meanings = [
  { meaning: 'familyKana', heads: /^(?:セイ|せい|姓(?:カナ|かな|フリガナ|ふりがな))$/ },
  { meaning: 'givenKana', heads: /^(?:メイ|めい|名(?:カナ|かな|フリガナ|ふりがな))$/ },
  {
    meaning: 'kana',
    heads: /^.{0,4}(?:ふりがな|フリガナ|よみ(?:がな)?|ヨミ|読み(?:方|仮名)?|カナ|かな|仮名)$|^reading$/,
  },
  {
    meaning: 'name',
    heads: /^.{0,6}(?:氏名|名前|姓名)$|^(?:委員|代表者?|担当者?|会員|役員)名?$|^(?:full)?name$|^member$/,
  },
  { meaning: 'family', heads: /^(?:姓|氏|苗字|名字|familyname|lastname|surname)$/ },
  { meaning: 'given', heads: /^(?:名|givenname|firstname)$/ },
  {
    meaning: 'organization',
    heads:
      /^.{0,4}(?:団体|組織|機関|法人|母体)(?:等|名|名称|の名称|等の名称|等名)?$|^.{0,2}所属(?:先|名|等|団体名)?$|^(?:選出|推薦)(?:区分|母体|元|先)$|^(?:町会|自治会|町内会)名?$|^organi[sz]ation$|^group$|^affiliation$/,
  },
] as const satisfies { meaning: Meaning; heads: RegExp }[];

/** Heads that rosters have and that are not read. */
const others =
  /^(?:no|n[o°]\d*|№|#|番号|通番|連番|順|順番|席|席番号|.{0,4}役職名?|職|職名|肩書き?|役割|備考|摘要|電話(?:番号)?|tel|fax|携帯.*|住所|〒|郵便番号|.*メール.*|e?-?mail|任期|就任.*|区分|性別|年齢|生年月日|新任?再任?|新再|出欠|position|title|notes?|phone|address)$/;

const position =
  /^(?:副?(?:会長|委員長|座長|理事長|部長|支部長|班長|組長|校長|教頭|園長|所長|館長|センター長|施設長|代表)|委員|理事|監事|幹事|書記|会計|顧問|相談役|参与|事務局(?:長|員|次長)?|課長|係長|主任|主査|役員|会員|オブザーバー)$/;

/** A column of numbers, or of offices: it tells nobody's name. */
function counts(cells: readonly string[]): boolean {
  if (cells.length === 0) return false;
  const folded = cells.map((cell) => cell.normalize('NFKC').trim());
  return (
    folded.every((cell) => /^(?:no\.?)?[(#]?\d{1,4}[).]?$/i.test(cell)) ||
    folded.every((cell) => position.test(cell))
  );
}

/** What is written where nobody is named yet. */
const nobody = /^(?:空席|欠員|未定|選出中|調整中|推薦中|なし|[-–—―－ー])$/;

/** Reads a pasted roster (CNC17). Rows without anything but a number or an office are none. */
export function readRoster(text: string): RosterTable {
  const table = readTable(text);
  const found = findColumns<Meaning>(table, meanings, others, ['organization', 'name', 'kana'], counts);
  const cell = (row: (typeof found.rows)[number], meaning: Meaning) =>
    row.cells[found.columns.get(meaning) ?? -1] ?? '';
  const both = (row: (typeof found.rows)[number], family: Meaning, given: Meaning) =>
    [cell(row, family), cell(row, given)].filter(Boolean).join(' ');
  const said = found.rows
    .map((row) => {
      const name = fullWidthKana(partedLines(cell(row, 'name') || both(row, 'family', 'given')));
      return {
        line: row.line,
        organization: fullWidthKana(joinedLines(cell(row, 'organization'))),
        name: nobody.test(name) ? '' : name,
        kana: fullWidthKana(partedLines(cell(row, 'kana') || both(row, 'familyKana', 'givenKana'))),
        empty: name === '',
      };
    })
    .filter(({ organization, name, kana, empty }) => `${organization}${name}${kana}` !== '' || !empty);
  const organizations = filledDown(said.map(({ organization }) => organization));
  return {
    rows: said.map(({ line, name, kana }, i) => {
      const { word: organization, filled } = organizations[i] ?? { word: '', filled: false };
      return { no: line, text: writeRow([organization, name, kana]), organization, name, kana, filled };
    }),
    headed: found.headed,
    titles: found.titles,
    unused: found.unused,
  };
}

/** A seat of the council as a roster is compared with it. */
export interface SeatOfRoster {
  readonly id: string;
  readonly label: string;
  readonly organization: { readonly name: string } | null;
  readonly member: { readonly name: string } | null;
}

/**
 * What a row means for the council as it is (CNC18): `new` a seat; `vacant` somebody for a seat of the organisation that
 * is there and empty (`seatId`); `here` it is entered already; `twice` it stands in the roster before.
 */
export type RowStanding =
  { readonly is: 'new' | 'here' | 'twice' } | { readonly is: 'vacant'; readonly seatId: string };

/** How each row stands, by its place in `rows`. A seat answers one row; whoever is named comes first. */
export function standingOf(
  rows: readonly Pick<RosterLine, 'organization' | 'name'>[],
  seats: readonly SeatOfRoster[],
): RowStanding[] {
  const of = (seat: SeatOfRoster, organization: string) =>
    sameName(seat.organization?.name ?? '', organization) || sameName(seat.label, organization);
  const taken = new Set<string>();
  const standing = new Map<number, RowStanding>();
  const answer = (i: number, seat: SeatOfRoster | undefined, is: 'here' | 'vacant') => {
    if (!seat) return;
    taken.add(seat.id);
    standing.set(i, is === 'here' ? { is } : { is, seatId: seat.id });
  };
  const seen = new Set<string>();
  rows.forEach(({ organization, name }, i) => {
    if (name === '') return;
    const who = `${foldedName(organization)}\n${foldedName(name)}`;
    if (seen.has(who)) return standing.set(i, { is: 'twice' });
    seen.add(who);
    const seat = seats.find((one) => of(one, organization) && sameName(one.member?.name ?? '', name));
    return answer(i, seat, 'here');
  });
  const free = (organization: string) =>
    seats.find((seat) => !taken.has(seat.id) && seat.member === null && of(seat, organization));
  rows.forEach(({ organization, name }, i) => {
    if (name !== '' && !standing.has(i)) answer(i, free(organization), 'vacant');
  });
  rows.forEach(({ organization, name }, i) => {
    if (name !== '') return;
    // a row without a name is a seat: one whose member is known answers it, too
    const seat = free(organization) ?? seats.find((one) => !taken.has(one.id) && of(one, organization));
    answer(i, seat, 'here');
  });
  return rows.map((_, i) => standing.get(i) ?? { is: 'new' });
}
