import * as Y from 'yjs';
import { notesOf } from './agenda.ts';

/** Marks of list entries; nested ones are indented by one wide blank. */
const marks = { entry: '・', done: '☑ ', open: '☐ ', indent: '　' } as const;
/** Nobody nests deeper by hand; a crafted document must not exhaust the stack. */
const deepest = 12;

/** The notes of an item as plain text: a line a paragraph, list entries and checkboxes with their marks. */
export function notesAsText(agendaDoc: Y.Doc, itemId: string): string {
  const lines: string[] = [];
  const notes = notesOf(agendaDoc, itemId);
  if (notes) collect(notes, lines, '', 0);
  return lines.join('\n').trim();
}

function collect(node: Y.XmlFragment | Y.XmlElement, lines: string[], indent: string, depth: number): void {
  if (depth > deepest) return;
  for (const child of node.toArray()) {
    if (child instanceof Y.XmlText) lines.push(indent + plain(child));
    else if (child instanceof Y.XmlElement) collectElement(child, lines, indent, depth);
  }
}

function collectElement(element: Y.XmlElement, lines: string[], indent: string, depth: number): void {
  switch (element.nodeName) {
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      return collect(element, lines, indent, depth + 1);
    case 'listItem':
    case 'taskItem': {
      const entry: string[] = [];
      collect(element, entry, '', depth + 1);
      const [first = '', ...rest] = entry;
      lines.push(indent + markOf(element) + first, ...rest.map((line) => indent + marks.indent + line));
      return;
    }
    case 'heading':
      // a heading begins something: it stands apart from what comes before
      if (lines.length > 0) lines.push('');
      lines.push(indent + textIn(element));
      return;
    default:
      lines.push(indent + textIn(element));
  }
}

function markOf(element: Y.XmlElement): string {
  if (element.nodeName === 'listItem') return marks.entry;
  const checked: unknown = (element.getAttributes() as Record<string, unknown>)['checked'];
  return checked === true || checked === 'true' ? marks.done : marks.open;
}

function textIn(element: Y.XmlElement): string {
  return element
    .toArray()
    .map((node) => {
      if (node instanceof Y.XmlText) return plain(node);
      return node instanceof Y.XmlElement && node.nodeName === 'hardBreak' ? '\n' : '';
    })
    .join('');
}

function plain(text: Y.XmlText): string {
  return text
    .toDelta()
    .map((op: { insert: unknown }) => (typeof op.insert === 'string' ? op.insert : ''))
    .join('');
}
