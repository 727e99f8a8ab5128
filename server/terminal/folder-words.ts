import path from 'node:path';
import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import type { DataFolderFault } from '../db/folder-fault.ts';

/** Why a data folder can't be used, for the person who keeps the machine: what happened and what to do. */
export function folderWords({ why }: Pick<DataFolderFault, 'why'>, locale: Locale): string {
  const o = { locale };
  switch (why.code) {
    case 'unreadable':
      return m.folder_unreadable({ path: why.file, reason: why.reason }, o);
    case 'unwritable':
      return m.folder_unwritable({ path: why.folder, reason: why.reason }, o);
    case 'in-use':
      return m.folder_in_use({ path: why.folder }, o);
    case 'disk-full':
      return m.folder_disk_full({ path: why.folder }, o);
    case 'newer':
      return m.folder_newer({ path: why.file, names: why.names.join(', ') }, o);
    case 'older':
      return m.folder_older({ path: why.file }, o);
    case 'not-migrated':
      return m.folder_not_migrated({ reason: why.reason }, o);
    case 'records-missing':
      return m.folder_records_missing({ path: why.words, records: why.records }, o);
    case 'records-empty':
      return m.folder_records_empty({ path: why.words, records: why.records }, o);
    case 'words-missing':
      return m.folder_words_missing({ path: why.records, words: why.words }, o);
    case 'words-empty':
      return m.folder_words_empty({ path: why.records, words: why.words }, o);
    case 'wal-foreign':
      return m.folder_wal_foreign({ place: why.file, to: path.basename(why.wal) }, o);
    case 'copied-running':
      return m.folder_copied_running({ place: why.file, to: path.basename(why.wal) }, o);
  }
}
