import { Extension } from '@tiptap/core';
import { Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

/**
 * An input method replaces what is selected in the page, not in the document: where the selection holds somebody's
 * caret, the browser composes into the caret's own element, and the editor, drawing it anew, throws the composition
 * away. So what is selected is taken out of the document before the first letter is composed, as typing would do.
 */
export const Composing = Extension.create({
  name: 'composing',
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          compositionstart(view) {
            const selected = selectedInPage(view);
            if (!selected.empty) view.dispatch(view.state.tr.setSelection(selected).deleteSelection());
            return false;
          },
        },
      },
    }),
  ],
});

/** What is selected now; the editor's own state hears of it a moment later. */
function selectedInPage(view: EditorView): TextSelection | EditorView['state']['selection'] {
  const page = view.dom.ownerDocument.getSelection();
  const { anchorNode, focusNode } = page ?? {};
  if (!page || !anchorNode || !focusNode) return view.state.selection;
  if (!view.dom.contains(anchorNode) || !view.dom.contains(focusNode)) return view.state.selection;
  const { doc } = view.state;
  const anchor = doc.resolve(view.posAtDOM(anchorNode, page.anchorOffset));
  const head = doc.resolve(view.posAtDOM(focusNode, page.focusOffset));
  return TextSelection.between(anchor, head);
}
