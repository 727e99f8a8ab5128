import { recordLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateTimeWords, dateWords } from '#lib/text/dates.ts';
import type { SaidBlock, SaidItem, SaidLine } from '#lib/text/minutes-items.ts';
import { hexGroups, spokenWithHex } from '#lib/text/minutes-items.ts';
import type { SaidErratum } from '#lib/text/corrections.ts';
import type { SaidMinutes } from '#lib/text/minutes.ts';
import { entries, oneLine, prose, table, under } from './markdown.ts';
import type { MinutesState } from '#lib/domain/minutes/state.ts';

/* Minutes as Markdown: the same words in the same order as on the page and on paper. */

const o = { locale: recordLocale };
type SaidVoice = Extract<SaidBlock, { kind: 'round' }>['voices'][number];

/** What is known of their standing; times in ms since 1970 UTC. */
export interface MarkdownStanding {
  readonly state: MinutesState;
  readonly textHash: string | null;
  readonly sealed: { readonly seq: number; readonly hash: string; readonly at: number } | null;
  /** When each signatory signed, in the order of the document. */
  readonly signedAt: readonly (number | null)[];
  /** Errata behind them, as they were sealed. */
  readonly errata?: readonly SaidErratum[];
}

export function minutesMarkdown(said: SaidMinutes, standing: MarkdownStanding): string {
  const parts = [
    `# ${oneLine(said.council)} ${m.minutes_title({}, o)}`,
    prose(said.kicker),
    ...stateLine(standing.state),
    said.facts.map(({ term, text }) => under('- ', `**${oneLine(term)}** ${prose(text)}`)).join('\n'),
    ...said.items.map(itemOf),
    ...(said.other.length > 0 ? [`## ${m.minutes_other({}, o)}`, gist(said.other)] : []),
    ...signatures(said, standing),
    ...errataOf(standing.errata ?? []),
    ...check(standing),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function stateLine(state: MarkdownStanding['state']): string[] {
  if (state === 'drafting') return [`> ${m.minutes_state_line_drafting({}, o)}`];
  return state === 'circulated' ? [`> ${m.minutes_state_line_circulated({}, o)}`] : [];
}

function itemOf(item: SaidItem): string {
  const tag = item.tag ? `（${oneLine(item.tag.label)}）` : '';
  const parted = item.gist.length > 0 && item.blocks.length > 0;
  return [
    `## ${oneLine(item.heading)}${tag}`,
    parted ? `### ${m.minutes_gist({}, o)}` : '',
    gist(item.gist),
    ...item.blocks.map(blockOf),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function blockOf(block: SaidBlock): string {
  switch (block.kind) {
    case 'text': {
      const { decision, version, words } = block;
      const head = [decision?.no, decision?.title, version, words].filter(Boolean).join('　');
      return under('> ', [`**${oneLine(head)}**`, ...block.lines.map(prose)].join('\n\n'));
    }
    case 'round':
      return [
        `**${m.minutes_result({}, o)}** ${prose(`${block.title}：${block.sentence}`)}`,
        ...block.details.map(prose),
        ...(block.voices.length > 0 ? [`### ${m.minutes_voices({}, o)}`] : []),
        block.voices.map(voiceOf).join('\n'),
      ]
        .filter(Boolean)
        .join('\n\n');
    case 'remark':
      return prose(block.text);
    case 'division':
      return [`### ${oneLine(block.title)}`, ...block.facts.map(prose), tableOf(block.rows)].join('\n\n');
  }
}

function voiceOf({ kind, who, reason, wouldAgreeIf, response }: SaidVoice): string {
  const words = [kind + who + reason, wouldAgreeIf].filter(Boolean).join('　');
  return under('- ', prose(response ? `${words}\n―　${response}` : words));
}

function tableOf(rows: Extract<SaidBlock, { kind: 'division' }>['rows']): string {
  return table(
    [
      m.minutes_col_task({}, o),
      m.minutes_col_part({}, o),
      m.minutes_col_party({}, o),
      m.minutes_col_due({}, o),
      m.minutes_col_answer({}, o),
    ],
    rows.map((row) => [
      row.again ? row.task : `${row.task}\n${row.detail}`,
      row.part,
      row.parties,
      row.due,
      row.answer,
    ]),
  );
}

function signatures(said: SaidMinutes, { signedAt, state }: MarkdownStanding): string[] {
  if (state === 'drafting' || said.signatories.length === 0) return [];
  return [
    `## ${m.minutes_sign_title({}, o)}`,
    m.minutes_sign_words({}, o),
    said.signatories
      .map(({ capacity, name }, i) => {
        const at = signedAt[i] ?? null;
        const when =
          at === null ? m.minutes_not_signed({}, o) : m.minutes_signed_on({ date: dateWords(at, 'ja') }, o);
        return `- ${oneLine(capacity)} ${oneLine(name)}（${when}）`;
      })
      .join('\n'),
  ];
}

function errataOf(errata: readonly SaidErratum[]): string[] {
  if (errata.length === 0) return [];
  return [
    `## ${m.errata_title({}, o)}`,
    m.errata_on_paper({}, o),
    ...errata.map(({ title, lines }) =>
      [
        `### ${oneLine(title)}`,
        lines.map(({ term, text }) => under('- ', `**${oneLine(term)}** ${prose(text)}`)).join('\n'),
      ].join('\n\n'),
    ),
  ];
}

function check({ textHash, sealed }: MarkdownStanding): string[] {
  if (textHash === null) return [];
  const lines = [m.minutes_check_text({ words: spokenWithHex(textHash, 8, 'ja') }, o)];
  if (sealed)
    lines.push(
      m.minutes_check_entry({ seq: sealed.seq, words: spokenWithHex(sealed.hash, 8, 'ja') }, o),
      m.minutes_check_hash({ hash: hexGroups(sealed.hash, 8) }, o),
      m.minutes_sealed_at({ at: dateTimeWords(sealed.at, 'ja') }, o),
    );
  return [`## ${m.minutes_check_title({}, o)}`, lines.map((line) => `- ${line}`).join('\n')];
}

/** The mark 「・」 of an entry is the list's own in Markdown. */
function gist(lines: readonly SaidLine[]): string {
  return entries(
    lines.map(({ text, entry }) => ({ text: entry === null ? text : text.replace(/^・/, ''), entry })),
  );
}
