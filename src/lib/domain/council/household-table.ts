/**
 * A list of households as an association keeps it (HHT1–HHT4): block, number of the household, who speaks for it. Read from
 * a pasted table, a CSV or a sheet of a spreadsheet; every fault is told with its line, and nothing is entered here.
 */
import { foldedName, fullWidthKana } from '../canonical/names.ts';
import { filledDown, findColumns } from '../tables/columns.ts';
import { joinedLines, partedLines, readTable, type TableRow } from '../tables/read-table.ts';

/** A household of a list: one seat with who speaks for it. */
export interface HouseholdLine {
  /** Line of the text, or row of the sheet, from 1. */
  readonly no: number;
  /** 班, 組; '' where the association has none. */
  readonly block: string;
  /** The association's own number of the household, as written. */
  readonly code: string;
  readonly name: string;
  readonly kana: string;
}

export const householdFaults = [
  'no-code',
  'no-name',
  'double-code',
  'double-name',
  'double-member',
  'too-long',
  'formula',
] as const;
export type HouseholdFault = (typeof householdFaults)[number];

export interface FaultyLine {
  readonly no: number;
  readonly why: HouseholdFault;
  /** The line it doubles. */
  readonly other?: number;
  /** What stands there, as far as it is needed to find it. */
  readonly text: string;
}

export interface HouseholdTable {
  /** Households without a fault. */
  readonly households: readonly HouseholdLine[];
  /** In the order of the lines; a line with several faults is told once for each. */
  readonly faults: readonly FaultyLine[];
  /** Blocks with how many households, as they come. */
  readonly blocks: readonly { readonly block: string; readonly n: number }[];
  readonly unused: readonly { readonly head: string; readonly no: number }[];
}

type Meaning = 'block' | 'code' | 'name' | 'kana';

const meanings = [
  {
    meaning: 'kana',
    heads: /^.{0,4}(?:ふりがな|フリガナ|よみ(?:がな)?|ヨミ|読み(?:方|仮名)?|カナ|かな)$|^reading$/,
  },
  {
    meaning: 'code',
    heads:
      /^(?:世帯|会員|整理|管理|登録|住戸|棟室)?(?:番号|コード|no|id)$|^(?:世帯|会員)(?:番号|コード|no|id)?$|^(?:部屋|室)番号?$|^household(?:no|id|code|number)?$|^code$/,
  },
  {
    meaning: 'name',
    heads:
      /^.{0,6}(?:氏名|名前|姓名)$|^世帯(?:主|代表者?)名?$|^(?:代表者?|会員)名?$|^(?:full)?name$|^head(?:ofhousehold)?$/,
  },
  { meaning: 'block', heads: /^(?:班|組|区|丁目|ブロック|棟|号棟|班名|組名|地区)(?:番号|名|no)?$|^block$/ },
] as const satisfies { meaning: Meaning; heads: RegExp }[];

/** Heads such lists have and that are not read: of a household nothing more is kept than it needs (I11). */
const others =
  /^(?:no|n[o°]\d*|№|#|通番|連番|順番?|電話(?:番号)?|tel|fax|携帯.*|住所|番地|〒|郵便番号|.*メール.*|e-?mail|備考|摘要|会費.*|人数|世帯人数|会員数|員数|役職名?|生年月日|年齢|性別|phone|address|notes?|members)$/;

const longestName = 40;
const longestWord = 28;

/** Whether a list names who speaks for each household, or every member on a line of his own (HHT5). */
export type ListOf = 'heads' | 'members';

/** Reads a list (HHT1). Cells of a block that were merged downwards say what stands above (TAB7). */
export function readHouseholds(source: string | readonly TableRow[], of: ListOf = 'heads'): HouseholdTable {
  const table = typeof source === 'string' ? readTable(source) : source;
  const found = findColumns<Meaning>(table, meanings, others, ['block', 'code', 'name', 'kana'], () => false);
  const cell = (row: TableRow, meaning: Meaning) => row.cells[found.columns.get(meaning) ?? -1] ?? '';
  const blocks = filledDown(found.rows.map((row) => joinedLines(cell(row, 'block'))));
  const codes = found.rows.map((row) => joinedLines(cell(row, 'code')));
  // of members the number may stand with the first of a household alone
  const numbers = of === 'members' ? filledDown(codes).map(({ word }) => word) : codes;
  const lines = found.rows
    .map((row, i) => ({
      no: row.line,
      block: blocks[i]?.word ?? '',
      code: numbers[i] ?? '',
      name: fullWidthKana(partedLines(cell(row, 'name'))),
      kana: fullWidthKana(partedLines(cell(row, 'kana'))),
    }))
    .filter(({ code, name }) => code !== '' || name !== '');
  const faults = lines.flatMap((line) => faultsOf(line, lines, of));
  const faulty = new Set(faults.map(({ no }) => no));
  const households = lines.filter(({ no }) => !faulty.has(no));
  return { households, faults, blocks: blocksOf(households), unused: found.unused };
}

/** What is wrong in a line (HHT2): missing, doubled with the line it doubles, longer than it may be, a formula's text. */
function faultsOf(line: HouseholdLine, lines: readonly HouseholdLine[], of: ListOf): FaultyLine[] {
  const { no, block, code, name, kana } = line;
  const text = [block, code, name].filter(Boolean).join(' ').slice(0, 40);
  const fault = (why: HouseholdFault, other?: number): FaultyLine => ({
    no,
    why,
    text,
    ...(other !== undefined && { other }),
  });
  const before = (same: (one: HouseholdLine) => boolean) => lines.find((one) => one.no < no && same(one))?.no;
  const named = (one: HouseholdLine) => name !== '' && foldedName(one.name) === foldedName(name);
  // of members a number stands as often as people live there, in one block
  const sameCode =
    code === ''
      ? undefined
      : before(
          (one) =>
            foldedName(one.code) === foldedName(code) &&
            (of === 'heads' || one.block !== block || named(one)),
        );
  // one name twice in a block is one household typed twice, or two that the list has to tell apart
  const sameName = sameCode === undefined ? before((one) => one.block === block && named(one)) : undefined;
  const long = [...name].length > longestName || [...kana].length > longestName;
  const words = [...block].length > longestWord || [...code].length > longestWord;
  return [
    ...(code === '' ? [fault('no-code')] : []),
    ...(name === '' ? [fault('no-name')] : []),
    ...(sameCode === undefined
      ? []
      : [
          fault(
            of === 'members' && lines.find((one) => one.no === sameCode)?.block === block
              ? 'double-member'
              : 'double-code',
            sameCode,
          ),
        ]),
    ...(sameName === undefined ? [] : [fault('double-name', sameName)]),
    ...(long || words ? [fault('too-long')] : []),
    ...([block, code, name, kana].some((word) => /^[=＝#]/.test(word)) ? [fault('formula')] : []),
  ];
}

function blocksOf(lines: readonly HouseholdLine[]): { block: string; n: number }[] {
  return [...Map.groupBy(lines, ({ block }) => block)].map(([block, own]) => ({
    block,
    n: new Set(own.map(({ code }) => foldedName(code))).size,
  }));
}

/** What a household's seat is called: 「3班 0312」. */
export function householdLabel({ block, code }: Pick<HouseholdLine, 'block' | 'code'>): string {
  return [block, code].filter(Boolean).join(' ');
}

/** The text of a CSV file (HHT3): UTF-8, and where it is none, Shift_JIS, as spreadsheets in Japan write it. */
export function csvText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}
