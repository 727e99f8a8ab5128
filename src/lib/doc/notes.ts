import * as Y from 'yjs';

/*
 * Rich notes read without an editor: Tiptap's fragment as plain blocks, so that whoever only reads loads no
 * editor. Unknown elements read as paragraphs, unknown marks are passed over; at most 2,000 blocks, lists at
 * most six deep.
 */

export interface NoteRun {
  readonly text: string;
  readonly bold: boolean;
}

export interface NoteBlock {
  readonly kind: 'paragraph' | 'heading' | 'bullet' | 'task';
  /** Depth in lists: 0 outside, 1 in a list, 2 in a list in a list … */
  readonly depth: number;
  /** Tasks only. */
  readonly done: boolean;
  readonly runs: readonly NoteRun[];
}

const mostBlocks = 2_000;
const deepest = 6;

/** The blocks of a fragment in reading order. */
export function readNotes(fragment: Y.XmlFragment): NoteBlock[] {
  const blocks: NoteBlock[] = [];
  collect(fragment, { kind: 'paragraph', depth: 0, done: false }, blocks);
  return blocks;
}

/** Whether there is anything to read. */
export function hasNotes(blocks: readonly NoteBlock[]): boolean {
  return blocks.some((block) => block.runs.some((run) => run.text.trim() !== ''));
}

function collect(
  node: Y.XmlFragment | Y.XmlElement,
  place: Pick<NoteBlock, 'kind' | 'depth' | 'done'>,
  into: NoteBlock[],
): void {
  let { kind } = place;
  for (const child of node.toArray()) {
    if (into.length >= mostBlocks || place.depth > deepest) return;
    if (!(child instanceof Y.XmlElement)) continue;
    const name = child.nodeName;
    if (name === 'bulletList' || name === 'taskList')
      collect(child, { ...place, depth: place.depth + 1 }, into);
    else if (name === 'listItem') collect(child, { ...place, kind: 'bullet' }, into);
    else if (name === 'taskItem') {
      const done = (child.getAttribute('checked') as unknown) === true;
      collect(child, { ...place, kind: 'task', done }, into);
    } else {
      into.push({ ...place, kind: name === 'heading' ? 'heading' : kind, runs: runsOf(child) });
      // the further lines of an entry have no mark of their own
      if (kind === 'bullet' || kind === 'task') kind = 'paragraph';
    }
  }
}

function runsOf(element: Y.XmlElement): NoteRun[] {
  const runs: NoteRun[] = [];
  for (const child of element.toArray()) {
    if (!(child instanceof Y.XmlText)) continue;
    for (const part of child.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[])
      if (typeof part.insert === 'string')
        runs.push({
          text: part.insert,
          bold: part.attributes !== undefined && Object.hasOwn(part.attributes, 'bold'),
        });
  }
  return runs;
}
