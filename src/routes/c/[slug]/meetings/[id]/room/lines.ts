import { Extension } from '@tiptap/core';
import { Plugin } from '@tiptap/pm/state';
import { pastedHtml, pastedText } from './pasted.ts';

/**
 * How lines come into notes: Shift and Enter begin a new paragraph, inside an entry of a list too, and what is pasted
 * becomes paragraphs. There is no break within a paragraph.
 */
export const Lines = Extension.create({
  name: 'lines',
  addKeyboardShortcuts() {
    return { 'Shift-Enter': () => this.editor.commands.splitBlock() };
  },
  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          transformPastedHTML: pastedHtml,
          transformPastedText: pastedText,
          handleDOMEvents: {
            // the same from keyboards on glass, which send no key
            beforeinput: (view, event) => {
              if (event.inputType !== 'insertLineBreak' || view.composing) return false;
              event.preventDefault();
              return this.editor.commands.splitBlock();
            },
          },
        },
      }),
    ];
  },
});
