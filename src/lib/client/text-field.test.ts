import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { bindTextField, textField } from './text-field.ts';
import { shifted, spliceBetween, Traces } from './three-way.ts';
import { clocksOf, unsavedText } from './unsaved-text.ts';
import { saveState, type LineFacts } from './save-state.ts';

/** The parts of an <input> or <textarea> the binding uses. Typing is by hand, as a browser would report it. */
class FakeField extends EventTarget {
  readonly tagName: string;
  value = '';
  selectionStart = 0;
  selectionEnd = 0;
  selectionDirection = 'none';
  scrollTop = 0;
  readonly ownerDocument = { activeElement: this as unknown };

  constructor(tagName = 'TEXTAREA') {
    super();
    this.tagName = tagName;
  }
  setSelectionRange(start: number, end: number): void {
    this.selectionStart = start;
    this.selectionEnd = end;
  }
  /** Replaces the selection. */
  type(word: string, event = 'input'): void {
    const { selectionStart: from, selectionEnd: to } = this;
    this.value = this.value.slice(0, from) + word + this.value.slice(to);
    this.setSelectionRange(from + word.length, from + word.length);
    if (event) this.dispatchEvent(new Event(event));
  }
  at(start: number, end = start): this {
    this.setSelectionRange(start, end);
    return this;
  }
  compose(...steps: string[]): { end: () => void } {
    this.dispatchEvent(new Event('compositionstart'));
    const from = this.selectionStart;
    let length = this.selectionEnd - from;
    for (const step of steps) {
      this.at(from, from + length).type(step);
      length = step.length;
    }
    return { end: () => void this.dispatchEvent(new Event('compositionend')) };
  }
  key(key: string, more: object = {}): void {
    this.dispatchEvent(
      Object.assign(new Event('keydown', { cancelable: true }), { key, ctrlKey: true, ...more }),
    );
  }
}

function setUp(content = '', tagName?: string) {
  const mine = new Y.Doc();
  const theirs = new Y.Doc();
  mine.on(
    'update',
    (update: Uint8Array, origin) => void (origin !== 'sync' && Y.applyUpdate(theirs, update, 'sync')),
  );
  theirs.on(
    'update',
    (update: Uint8Array, origin) => void (origin !== 'sync' && Y.applyUpdate(mine, update, 'sync')),
  );
  const text = mine.getText('t');
  if (content) theirs.getText('t').insert(0, content);
  const field = new FakeField(tagName);
  const stop = bindTextField(field as unknown as HTMLTextAreaElement, text);
  return { field, text, other: theirs.getText('t'), stop };
}

describe('a field on shared text', () => {
  it('[S37] typing reaches the others, theirs moves the caret along', () => {
    const { field, text, other } = setUp('議題：');
    expect(field.value).toBe('議題：');
    field.at(3).type('防災');
    expect(other.toString()).toBe('議題：防災');
    other.insert(0, '第1 ');
    expect([field.value, field.selectionStart]).toEqual(['第1 議題：防災', 8]);
    other.insert(8, '訓練');
    expect(field.selectionStart).toBe(8);
    other.delete(0, 3);
    expect([field.value, field.selectionStart]).toEqual(['議題：防災訓練', 5]);
    expect(text.toString()).toBe(field.value);
  });

  it('[S37] a selection keeps to its characters', () => {
    const { field, other } = setUp('abcdef');
    field.at(2, 4);
    other.insert(2, 'XX');
    other.insert(6, 'YY');
    expect([field.selectionStart, field.selectionEnd]).toEqual([4, 6]);
    expect(field.value).toBe('abXXcdYYef');
  });

  it('[S38] a composition is left alone and nobody sees it before it ends', () => {
    const { field, other } = setUp('会議は');
    const ime = field.at(3).compose('n', 'に', 'にち', '日', '日程');
    expect(other.toString()).toBe('会議は');
    other.insert(0, '次の');
    other.insert(5, '、');
    expect(field.value).toBe('会議は日程');
    ime.end();
    expect(field.value).toBe(other.toString());
    expect(['次の会議は日程、', '次の会議は、日程']).toContain(field.value);
    expect(field.value.slice(0, field.selectionStart).endsWith('日程')).toBe(true);
  });

  it('[S38] a remote insertion at the very place of the composition garbles nothing', () => {
    const { field, other } = setUp('一段落目です。');
    const ime = field.at(3).compose('k', 'か', 'かい', 'かいぎ');
    other.insert(3, 'X');
    other.insert(4, 'Y');
    field.at(3, 6).type('会議');
    ime.end();
    expect(other.toString()).toBe('一段落会議XY目です。');
    expect(field.value).toBe(other.toString());
  });

  it('[S38] what others deleted under a composition stays deleted, what is composed stays', () => {
    const { field, other } = setUp('abcdef');
    const ime = field.at(2, 4).compose('か', '会');
    other.delete(0, 3);
    other.insert(1, 'Z');
    ime.end();
    expect(other.toString()).toBe('会Zef');
    expect(field.value).toBe(other.toString());
  });

  it('[S38] [S39] a page drawn anew keeps the binding of a text, and with it composition and undo', () => {
    const doc = new Y.Doc();
    expect(textField(doc.getText('a'))).toBe(textField(doc.getText('a')));
    expect(textField(doc.getText('a'))).not.toBe(textField(doc.getText('b')));
  });

  it('[S38] a composition that is given up changes nothing', () => {
    const { field, other } = setUp('abc');
    const ime = field.at(1).compose('か', '');
    other.insert(0, 'X');
    ime.end();
    expect([field.value, other.toString()]).toEqual(['Xabc', 'Xabc']);
  });

  it('[S39] undo takes back what was typed here and nothing of others', () => {
    const { field, text, other } = setUp('元');
    field.at(1).type('私');
    other.insert(0, '彼');
    field.key('z');
    expect(text.toString()).toBe('彼元');
    field.key('z', { shiftKey: true });
    expect(text.toString()).toBe('彼元私');
    field.key('z');
    field.key('z');
    field.key('z');
    expect(text.toString()).toBe('彼元');
    expect(field.value).toBe('彼元');
  });

  it('[S37] line breaks in a one-line field stay in the text', () => {
    const { field, text } = setUp('一\r\n二', 'INPUT');
    expect(field.value).toBe('一  二');
    field.at(4).type('!');
    expect(text.toString()).toBe('一\r\n二!');
  });

  it('[S37] replacing one emoji by another cuts no surrogate pair', () => {
    const { field, other } = setUp('a😀b');
    field.at(1, 3).type('😁');
    expect(other.toString()).toBe('a😁b');
  });

  it('[S37] unbound, it listens no more', () => {
    const { field, other, stop } = setUp('a');
    stop();
    other.insert(0, 'x');
    expect(field.value).toBe('a');
    field.at(0).type('y');
    expect(other.toString()).toBe('xa');
  });

  it('[S37] whatever two people do, with and without compositions, both end alike', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12 }),
        fc.array(
          fc.record({
            who: fc.constantFrom('mine', 'theirs', 'ime'),
            at: fc.nat(20),
            remove: fc.nat(3),
            insert: fc.constantFrom('', 'あ', 'xy', 'aa', '会議'),
            remote: fc.array(fc.tuple(fc.nat(20), fc.nat(2), fc.constantFrom('', 'R', 'aa')), {
              maxLength: 3,
            }),
          }),
          { maxLength: 12 },
        ),
        (start, steps) => {
          const { field, text, other } = setUp(start);
          const edit = (at: number, remove: number, insert: string) => {
            const from = Math.min(at, other.length);
            if (remove > 0) other.delete(from, Math.min(remove, other.length - from));
            if (insert) other.insert(from, insert);
          };
          for (const { who, at, remove, insert, remote } of steps) {
            const from = Math.min(at, field.value.length);
            if (who === 'theirs') edit(at, remove, insert);
            else if (who === 'mine') field.at(from, Math.min(from + remove, field.value.length)).type(insert);
            else {
              const ime = field.at(from, Math.min(from + remove, field.value.length)).compose('か', insert);
              for (const [p, n, word] of remote) edit(p, n, word);
              ime.end();
            }
          }
          expect(field.value).toBe(text.toString());
          expect(other.toString()).toBe(text.toString());
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('three-way', () => {
  it('[S37] finds the change at the caret among equal letters', () => {
    expect(spliceBetween('aaa', 'aaaa', 1)).toEqual({ at: 0, remove: 0, insert: 'a' });
    expect(spliceBetween('aaa', 'aaaa', 4)).toEqual({ at: 3, remove: 0, insert: 'a' });
    expect(spliceBetween('aaa', 'aa', 1)).toEqual({ at: 1, remove: 1, insert: '' });
    expect(spliceBetween('abc', 'abc')).toBeUndefined();
  });

  it('[S37] any splice found turns the one text into the other', () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 15 }),
        fc.string({ maxLength: 15 }),
        fc.nat(15),
        (before, after, caret) => {
          const splice = spliceBetween(before, after, Math.min(caret, after.length));
          const made = splice
            ? before.slice(0, splice.at) + splice.insert + before.slice(splice.at + splice.remove)
            : before;
          expect(made).toBe(after);
        },
      ),
    );
  });

  it('[S37] positions follow deltas', () => {
    expect(shifted(3, [{ retain: 1 }, { insert: 'xx' }])).toBe(5);
    expect(shifted(3, [{ retain: 3 }, { insert: 'xx' }])).toBe(3);
    expect(shifted(3, [{ retain: 3 }, { insert: 'xx' }], false)).toBe(5);
    expect(shifted(3, [{ delete: 2 }])).toBe(1);
    expect(shifted(3, [{ retain: 2 }, { delete: 5 }])).toBe(2);
    const traces = new Traces(4);
    traces.follow([{ retain: 1 }, { delete: 1 }, { insert: 'XY' }]);
    expect(traces.translate({ at: 1, remove: 2, insert: '!' })).toEqual({ deletes: [3], at: 1, insert: '!' });
  });
});

describe('honest words about the line', () => {
  const saved: LineFacts = {
    open: true,
    answering: true,
    synced: true,
    mode: 'rw',
    sent: 3,
    acknowledged: 3,
    unsaved: 0,
    since: 0,
    now: 0,
    closed: false,
  };

  it('[S31] saved only if every single condition holds', () => {
    expect(saveState(saved)).toBe('saved');
    const lacking: Partial<LineFacts>[] = [
      { open: false },
      { answering: false },
      { synced: false },
      { mode: undefined },
      { sent: 4 },
      { unsaved: 1 },
      { closed: true },
    ];
    for (const lack of lacking) {
      expect(saveState({ ...saved, ...lack })).not.toBe('saved');
      expect(saveState({ ...saved, ...lack, now: 3_001 })).toBe('device-only');
    }
  });

  it('[S35] the text that was not taken, by place', () => {
    const doc = new Y.Doc();
    doc.getText('a').insert(0, '保存済み');
    const clocks = clocksOf(doc);
    doc.getText('a').insert(4, '、未保存');
    doc.getText('b').insert(0, '別の場所');
    doc.getText('b').delete(0, 1);
    expect(unsavedText(doc, clocks)).toBe('、未保存\nの場所');
    expect(unsavedText(doc, clocksOf(doc))).toBe('');
  });
});
