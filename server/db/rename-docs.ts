import { openWords } from './words.ts';

/** Gives the documents of a council that are named by its address their new names, where no server is running. */
export function renameCouncilDocs(folder: string, from: string, to: string): void {
  const words = openWords(folder);
  try {
    words
      .prepare(`update doc set id = 'council/' || ? || substr(id, ?) where substr(id, 1, ?) = ?`)
      .run(to, `council/${from}`.length + 1, `council/${from}/`.length, `council/${from}/`);
  } finally {
    words.close();
  }
}
