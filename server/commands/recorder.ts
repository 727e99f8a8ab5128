import type { Scope } from '../access/scopes.ts';
import type { ClosedWords, Effects, FloorKey } from './define.ts';
import type { OwedWords } from './owed-words.ts';
import type { WordWrite } from '#lib/doc/word-write.ts';

/** What an act leaves to do once it is on the disk. */
export interface RecordedEffects {
  /** by meeting: the keys of its floor that have changed; undefined: any may have */
  readonly floors: ReadonlyMap<string, ReadonlySet<FloorKey> | undefined>;
  readonly boards: ReadonlySet<string>;
  readonly rights: readonly Scope[];
  /** under which number other processes hear whose rights it moved */
  readonly move?: number | undefined;
  /** kept with the act until they are written */
  readonly words: readonly OwedWords[];
  readonly closed: readonly ClosedWords[];
  readonly droppedFiles: readonly string[];
}

/** Notes what one run of an act leaves to do. */
export function recorder() {
  const floors = new Map<string, Set<FloorKey> | undefined>();
  const boards = new Set<string>();
  const words: { docName: string; write: WordWrite }[] = [];
  const closed: ClosedWords[] = [];
  const droppedFiles: string[] = [];
  const rights: Scope[] = [];
  let signIn: string | null = null;
  const effects: Effects = {
    meetingChanged(id, key) {
      const known = floors.get(id);
      if (key === undefined || (floors.has(id) && !known)) floors.set(id, undefined);
      else floors.set(id, (known ?? new Set()).add(key));
    },
    boardChanged: (id) => void boards.add(id),
    rightsChanged: (kind, id) => void rights.push({ kind, id }),
    writeWords: (docName, write) => void words.push({ docName, write }),
    dropFile: (hash) => void droppedFiles.push(hash),
    closeWords: (docName, state) => void closed.push({ docName, state }),
    signIn: (personId) => void (signIn = personId),
  };
  return {
    effects,
    words,
    signIn: () => signIn,
    recorded: (): Omit<RecordedEffects, 'words'> => ({
      floors,
      boards,
      rights,
      closed,
      droppedFiles,
    }),
  };
}
