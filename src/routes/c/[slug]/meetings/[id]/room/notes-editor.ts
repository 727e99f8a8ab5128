import { Editor } from '@tiptap/core';
import { Bold } from '@tiptap/extension-bold';
import Collaboration from '@tiptap/extension-collaboration';
import CollaborationCaret from '@tiptap/extension-collaboration-caret';
import { Document } from '@tiptap/extension-document';
import { Heading } from '@tiptap/extension-heading';
import { BulletList, ListItem, ListKeymap, TaskItem, TaskList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Placeholder } from '@tiptap/extensions/placeholder';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { m } from '#lib/paraglide/messages.js';
import { Composing } from './composing.ts';
import { Lines } from './lines.ts';

/*
 * The rich notes of an agenda item: Tiptap on a Yjs fragment. Loaded lazily; knows no network. Undo is
 * Yjs undo, so it takes back only what was typed here.
 */

export type NotesTool = 'bold' | 'heading' | 'bullets' | 'tasks';

export interface NotesEditor {
  toggle(tool: NotesTool): void;
  undo(): void;
  focus(): void;
  destroy(): void;
}

export function openNotes(options: {
  node: HTMLElement;
  fragment: Y.XmlFragment;
  awareness: Awareness;
  label: string;
  onstate(state: Record<NotesTool, boolean>): void;
}): NotesEditor {
  const { node, fragment, awareness, label, onstate } = options;
  const editor = new Editor({
    element: node,
    injectCSS: false,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        tabindex: '0',
      },
    },
    extensions: [
      Document,
      Paragraph,
      Text,
      Bold,
      Heading.configure({ levels: [4] }),
      BulletList,
      ListItem,
      ListKeymap,
      TaskList,
      TaskItem.configure({ nested: true }),
      Placeholder.configure({ placeholder: m.notes_placeholder() }),
      Composing,
      Lines,
      Collaboration.configure({ fragment }),
      CollaborationCaret.configure({
        provider: { awareness },
        user: awareness.getLocalState()?.user ?? {},
        render: caret,
        selectionRender: selection,
      }),
    ],
    onTransaction: ({ editor: now }) =>
      onstate({
        bold: now.isActive('bold'),
        heading: now.isActive('heading'),
        bullets: now.isActive('bulletList'),
        tasks: now.isActive('taskList'),
      }),
  });
  return {
    toggle(tool) {
      const chain = editor.chain().focus();
      if (tool === 'bold') chain.toggleBold().run();
      else if (tool === 'heading') chain.toggleHeading({ level: 4 }).run();
      else if (tool === 'bullets') chain.toggleBulletList().run();
      else chain.toggleTaskList().run();
    },
    focus: () => void editor.commands.focus('end'),
    undo: () => void editor.chain().focus().undo().run(),
    destroy: () => editor.destroy(),
  };
}

/** The colour class of a person, as the server gave it (slot 1…5). */
function colorClass(user: Record<string, unknown>): string {
  return typeof user.slot === 'number' && user.slot >= 1 && user.slot <= 5 ? `c${user.slot}` : 'c1';
}

/** What somebody else has selected. */
function selection(user: Record<string, unknown>): { nodeName: string; class: string } {
  return { nodeName: 'span', class: `sel ${colorClass(user)}` };
}

/** A remote caret: a thin bar with a name flag. The joiner characters keep line breaks away from it. */
function caret(user: Record<string, unknown>): HTMLElement {
  const bar = document.createElement('span');
  bar.className = `caret ${colorClass(user)}`;
  const flag = document.createElement('span');
  flag.textContent = typeof user.name === 'string' ? user.name.slice(0, 40) : '';
  bar.append('\u2060', flag, '\u2060');
  return bar;
}
