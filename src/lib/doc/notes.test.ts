import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { hasNotes, readNotes } from './notes.ts';

function element(
  name: string,
  children: (Y.XmlElement | Y.XmlText)[],
  attributes: Record<string, unknown> = {},
) {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value as string);
  made.insert(0, children);
  return made;
}
const words = (text: string, bold = false) => {
  const made = new Y.XmlText();
  made.insert(0, text, bold ? { bold: {} } : undefined);
  return made;
};

test('notes read as blocks in order: paragraphs, headings, bullets, tasks, with what is bold', () => {
  const fragment = new Y.Doc().getXmlFragment('notes');
  fragment.insert(0, [
    element('heading', [words('見守り')]),
    element('paragraph', [words('週1回なら'), words('同意できる', true)]),
    element('bulletList', [element('listItem', [element('paragraph', [words('応援の人')])])]),
    element('taskList', [element('taskItem', [element('paragraph', [words('名簿')])], { checked: true })]),
  ]);
  const blocks = readNotes(fragment);
  expect(blocks.map(({ kind, depth, done }) => [kind, depth, done])).toEqual([
    ['heading', 0, false],
    ['paragraph', 0, false],
    ['bullet', 1, false],
    ['task', 1, true],
  ]);
  expect(blocks[1]?.runs).toEqual([
    { text: '週1回なら', bold: false },
    { text: '同意できる', bold: true },
  ]);
  expect(hasNotes(blocks)).toBe(true);
});

test('[F-P29] an entry of several lines has one mark', () => {
  const fragment = new Y.Doc().getXmlFragment('notes');
  const line = (text: string) => element('paragraph', [words(text)]);
  fragment.insert(0, [
    element('bulletList', [
      element('listItem', [line('応援'), line('週1回')]),
      element('listItem', [line('名簿')]),
    ]),
  ]);
  expect(readNotes(fragment).map(({ kind, depth }) => [kind, depth])).toEqual([
    ['bullet', 1],
    ['paragraph', 1],
    ['bullet', 1],
  ]);
});

test('[B25] a nesting bomb reads as nothing instead of overflowing the stack', () => {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment('notes');
  let at: Y.XmlFragment = fragment;
  for (let depth = 0; depth < 500; depth++) {
    const list = new Y.XmlElement('bulletList');
    at.insert(0, [list]);
    at = list;
  }
  expect(readNotes(fragment)).toEqual([]);
  expect(hasNotes([])).toBe(false);
});
