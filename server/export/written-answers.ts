import { m } from '#lib/paraglide/messages.js';
import type { Locale } from '#lib/i18n/locale.ts';
import type { CompiledView } from '../queries/writing/compiled.ts';
import { csvOf } from './csv.ts';

/** What came back as a list for spreadsheets: a line an answer, with names only as far as the reader learns them. */
export function answersCsv(view: CompiledView, locale: Locale): string {
  const o = { locale };
  const heading = [
    m.csv_question({}, o),
    m.csv_question_text({}, o),
    m.csv_counted({}, o),
    m.csv_choice({}, o),
    m.csv_words({}, o),
    m.csv_seat({}, o),
    m.csv_name({}, o),
  ];
  const rows = (['questions', 'late'] as const).flatMap((part) =>
    view[part].flatMap((question, i) =>
      question.answers.map((answer) => [
        i + 1,
        question.text,
        part === 'questions' ? m.csv_in_time({}, o) : m.csv_late({}, o),
        answer.chosen.join(m.ui_list_comma({}, o)),
        answer.words,
        answer.who?.label ?? '',
        answer.who?.name ?? '',
      ]),
    ),
  );
  return csvOf(heading, rows);
}
