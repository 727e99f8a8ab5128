import * as Y from 'yjs';
import { liveFields } from './typed.ts';
import { shifted, spliceBetween, Traces } from './three-way.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

export interface TextFieldOptions {
  /**
   * The undo of a wider area, to be shared between fields; its tracked origins must contain `origin`. Default: one
   * for this field, which undoes what was typed here and nothing else.
   */
  readonly undo?: Y.UndoManager;
  /** Origin of the transactions made here. */
  readonly origin?: object;
}

type Binding = (field: Field) => () => void;

/** One binding a text: a page drawn anew binds nothing anew, which would end a composition and forget the undo. */
const bindings = new WeakMap<Y.Text, Binding>();

/**
 * Two-way binding of a native field to a Y.Text, as a Svelte attachment: `{@attach textField(text)}`. Others'
 * edits move the caret along; while an input method composes they are held and merged three-way when it ends,
 * so that neither side's characters are lost. Undo takes back only what was typed here.
 */
export function textField(text: Y.Text): Binding {
  const known = bindings.get(text);
  if (known) return known;
  const binding: Binding = (field) => bindTextField(field, text);
  bindings.set(text, binding);
  return binding;
}

/** The same by hand. Answers how to unbind. */
export function bindTextField(field: Field, text: Y.Text, options: TextFieldOptions = {}): () => void {
  const origin = options.origin ?? field;
  const undo = options.undo ?? new Y.UndoManager(text, { trackedOrigins: new Set([origin]) });
  /** what the field and the text last agreed on, as the field shows it */
  let agreed = shownIn(field, text.toString());
  let composing: Traces | undefined;
  field.value = agreed;
  // what stands in it is in the document: nobody has to send it
  liveFields.add(field);

  const write = (change: () => void) => {
    if (text.doc) text.doc.transact(change, origin);
  };

  const take = () => {
    const splice = spliceBetween(agreed, field.value, field.selectionStart ?? field.value.length);
    if (!splice) return;
    agreed = field.value;
    write(() => {
      if (splice.remove > 0) text.delete(splice.at, splice.remove);
      if (splice.insert !== '') text.insert(splice.at, splice.insert);
    });
  };

  const show = (start: number, end: number) => {
    const focused = field.ownerDocument.activeElement === field;
    const direction = field.selectionDirection ?? undefined;
    const scroll = field.scrollTop;
    agreed = shownIn(field, text.toString());
    if (field.value !== agreed) field.value = agreed;
    if (focused) field.setSelectionRange(start, end, direction);
    field.scrollTop = scroll;
  };

  const onText = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    if (transaction.origin === origin) return;
    if (composing) {
      composing.follow(event.delta);
      return;
    }
    const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
    // with a selection, its edges keep to the selected characters
    show(shifted(start, event.delta, start === end), shifted(end, event.delta));
  };

  const onInput = () => {
    if (!composing) take();
  };
  const onStart = () => {
    take();
    composing = new Traces(agreed.length);
  };
  const onEnd = () => {
    const traces = composing;
    composing = undefined;
    if (!traces) return;
    const caret = field.selectionStart ?? field.value.length;
    const splice = spliceBetween(agreed, field.value, caret);
    const now = splice && traces.translate(splice);
    if (now) {
      write(() => {
        let { at } = now;
        for (const index of now.deletes) {
          text.delete(index, 1);
          if (index < at) at--;
        }
        if (now.insert !== '') text.insert(at, now.insert);
      });
      const before = now.deletes.filter((index) => index < now.at).length;
      const after = now.at - before + now.insert.length;
      show(after, after);
    } else show(caret, caret);
  };
  const step = (back: boolean) => {
    if (composing) return;
    if (back) undo.undo();
    else undo.redo();
  };
  const onBeforeInput = (event: Event) => {
    const kind = (event as InputEvent).inputType;
    if (kind !== 'historyUndo' && kind !== 'historyRedo') return;
    event.preventDefault();
    step(kind === 'historyUndo');
  };
  const onKey = (event: Event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey, isComposing } = event as KeyboardEvent;
    if (!(ctrlKey || metaKey) || altKey || isComposing) return;
    const letter = key.toLowerCase();
    if (letter !== 'z' && !(letter === 'y' && ctrlKey)) return;
    event.preventDefault();
    step(letter === 'z' && !shiftKey);
  };

  text.observe(onText);
  const listeners = {
    input: onInput,
    compositionstart: onStart,
    compositionend: onEnd,
    blur: onEnd,
    beforeinput: onBeforeInput,
    keydown: onKey,
  };
  for (const [name, listener] of Object.entries(listeners)) field.addEventListener(name, listener);
  return () => {
    onEnd();
    text.unobserve(onText);
    for (const [name, listener] of Object.entries(listeners)) field.removeEventListener(name, listener);
    if (!options.undo) undo.destroy();
    liveFields.delete(field);
  };
}

/** The text as the field can show it, character for character: line breaks a field would drop become spaces. */
function shownIn(field: Field, text: string): string {
  return field.tagName === 'TEXTAREA' ? text.replaceAll('\r', ' ') : text.replaceAll(/[\r\n]/g, ' ');
}
