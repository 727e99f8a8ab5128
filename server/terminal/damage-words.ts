import path from 'node:path';
import type { Locale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { DamagedFolder } from '../db/damaged-folder.ts';
import type { DataFolderFault } from '../db/open.ts';

/** Why a data folder is not opened, for the person who keeps the machine: what happened and what to do. */
export function folderFaultWords(fault: DataFolderFault, locale: Locale): string {
  if (!(fault instanceof DamagedFolder)) return fault.message;
  const { code, file, wal } = fault.damage;
  const said = { place: file, to: path.basename(wal) };
  return code === 'wal-foreign'
    ? m.folder_wal_foreign(said, { locale })
    : m.folder_copied_running(said, { locale });
}
