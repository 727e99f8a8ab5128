import { DataFolderFault } from './open.ts';

/** What is wrong with a data folder's own files; the sentences are in server/terminal/damage-words.ts. */
export interface FolderDamage {
  /** `wal-foreign`: the log is of another file. `copied-running`: the log is of a later moment than the file. */
  readonly code: 'wal-foreign' | 'copied-running';
  readonly file: string;
  readonly wal: string;
}

/** A data folder that is not opened because it would be made worse (EX_DATAERR). */
export class DamagedFolder extends DataFolderFault {
  readonly damage: FolderDamage;
  constructor(damage: FolderDamage) {
    const { code, file, wal } = damage;
    const what =
      code === 'wal-foreign'
        ? `${wal} does not belong to ${file}`
        : `${file} and ${wal} are of different moments`;
    super(`The data folder can't be used: ${what}. Nothing was changed.`, 65);
    this.damage = damage;
  }
}
