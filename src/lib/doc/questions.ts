import { generateKeyBetween } from 'fractional-indexing';
import * as Y from 'yjs';
import { rewrite } from './rewrite.ts';
import { sortAgenda } from '#lib/domain/meeting/agenda.ts';
import {
  answerViews,
  mostOptions,
  mostQuestions,
  questionKinds,
  type AnswerView,
  type QuestionDraft,
  type QuestionKind,
} from '#lib/domain/writing/questionnaire.ts';

/*
 * The lens over `questions`, a root of `meeting/{id}/agenda`: the questionnaire of a written meeting as people write it
 * together (Y.Map of id → {`order`, `kind`, `view`, `comment`, `text`, `help`, `options` Y.Text, an option a line}). What
 * was sent lies in the records; this is always the draft of what may be sent next. Values come from untrusted clients.
 */

type Entry = Y.Map<unknown>;
export type QuestionField = 'text' | 'help' | 'options';

export function questionsOf(doc: Y.Doc): Y.Map<Entry> {
  return doc.getMap('questions');
}

/** The questions in their order, at most one more than may be sent. */
export function readQuestions(doc: Y.Doc): QuestionDraft[] {
  const found: (QuestionDraft & { order: string })[] = [];
  for (const [id, map] of questionsOf(doc).entries()) {
    if (found.length > mostQuestions || !isId(id) || !(map instanceof Y.Map)) continue;
    found.push({
      id,
      order: text(map.get('order')) || 'a0',
      kind: oneOf<QuestionKind>(questionKinds, map.get('kind'), 'free'),
      text: text(map.get('text')).trim(),
      help: text(map.get('help')).trim(),
      options: optionLines(text(map.get('options'))),
      comment: map.get('comment') === true,
      view: oneOf<AnswerView>(answerViews, map.get('view'), 'named'),
    });
  }
  return sortAgenda(found).map(({ order: _order, ...question }) => question);
}

/** What may be chosen, an option a line. */
export function optionLines(words: string): string[] {
  return words
    .split('\n')
    .map((line) => line.replace(/^[・･\-*]\s*/, '').trim())
    .filter((line) => line !== '')
    .slice(0, mostOptions + 1);
}

/** The shared text of a field; undefined while the question is not there. */
export function questionText(doc: Y.Doc, id: string, field: QuestionField): Y.Text | undefined {
  const value = questionsOf(doc).get(id)?.get(field);
  return value instanceof Y.Text ? value : undefined;
}

/** A new question behind the others. Does nothing when the id is there, or there are too many. */
export function addQuestion(doc: Y.Doc, question: QuestionDraft): void {
  const questions = questionsOf(doc);
  if (questions.has(question.id) || questions.size >= mostQuestions) return;
  const map = new Y.Map<unknown>();
  map.set('order', orderBehind(doc, undefined));
  map.set('kind', question.kind);
  map.set('view', question.view);
  map.set('comment', question.comment);
  map.set('text', new Y.Text(question.text));
  map.set('help', new Y.Text(question.help));
  map.set('options', new Y.Text(question.options.join('\n')));
  questions.set(question.id, map);
}

export function setQuestion(
  doc: Y.Doc,
  id: string,
  change: { kind?: QuestionKind; view?: AnswerView; comment?: boolean },
): void {
  const map = questionsOf(doc).get(id);
  if (!(map instanceof Y.Map)) return;
  for (const key of ['kind', 'view', 'comment'] as const)
    if (change[key] !== undefined && map.get(key) !== change[key]) map.set(key, change[key]);
}

export function removeQuestion(doc: Y.Doc, id: string): void {
  questionsOf(doc).delete(id);
}

/** One place up or down. */
export function shiftQuestion(doc: Y.Doc, id: string, by: -1 | 1): void {
  const ids = readQuestions(doc).map((question) => question.id);
  const at = ids.indexOf(id);
  if (at < 0 || at + by < 0 || at + by >= ids.length) return;
  const rest = ids.filter((one) => one !== id);
  const before = rest[at + by - 1];
  questionsOf(doc)
    .get(id)
    ?.set('order', orderBehind(doc, before ?? null, id));
}

/** What a form without a live line has the server write (WRT3). */
export type QuestionWrite =
  | { readonly step: 'put'; readonly question: QuestionDraft }
  | { readonly step: 'remove' | 'up' | 'down'; readonly id: string };

/** Carries it out, as one step; what is there already is changed where it differs. */
export function writeQuestion(doc: Y.Doc, write: QuestionWrite): void {
  if (write.step === 'remove') return removeQuestion(doc, write.id);
  if (write.step !== 'put') return shiftQuestion(doc, write.id, write.step === 'up' ? -1 : 1);
  const { question } = write;
  doc.transact(() => {
    addQuestion(doc, question);
    setQuestion(doc, question.id, question);
    rewrite(questionText(doc, question.id, 'text'), question.text);
    rewrite(questionText(doc, question.id, 'help'), question.help);
    rewrite(questionText(doc, question.id, 'options'), question.options.join('\n'));
  });
}

/** An order behind a question (null: first; undefined: last), past keys that two people gave at once. */
function orderBehind(doc: Y.Doc, before: string | null | undefined, without = ''): string {
  const orders = [...questionsOf(doc).entries()]
    .filter(([id, map]) => id !== without && map instanceof Y.Map)
    .map(([id, map]) => ({ id, order: valid(map.get('order')) ?? 'a0' }))
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1));
  const at = before === undefined ? orders.length - 1 : orders.findIndex(({ id }) => id === before);
  const from = orders[at]?.order ?? null;
  const next = orders.slice(at + 1).find(({ order }) => from === null || order > from);
  return generateKeyBetween(from, next?.order ?? null);
}

function valid(key: unknown): string | null {
  if (typeof key !== 'string' || key === '') return null;
  try {
    generateKeyBetween(key, null);
    return key;
  } catch {
    return null;
  }
}

function text(value: unknown): string {
  if (typeof value === 'string') return value.slice(0, 4000);
  return value instanceof Y.Text ? value.toString().slice(0, 4000) : '';
}

function oneOf<T extends string>(list: readonly T[], value: unknown, fallback: T): T {
  return list.includes(value as T) ? (value as T) : fallback;
}

function isId(value: unknown): boolean {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(value);
}
