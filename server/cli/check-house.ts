import { KeepingFault } from '../keeping/fault.ts';
import type { HouseSays } from '../keeping/manifest.ts';
import { verifyFolder, type CouncilAnswer, type FolderAnswer } from './verify.ts';

/**
 * `verify` of a folder as backup and restore ask for it. Throws KeepingFault where records or files do not verify.
 * Documents and papers that are damaged are told, not refused: a house of which a part is lost is kept all the more.
 */
export async function checkHouse(folder: string, between?: () => void): Promise<HouseSays> {
  const councils: CouncilAnswer[] = [];
  let end: FolderAnswer | undefined;
  await verifyFolder(
    folder,
    undefined,
    (answer) => {
      if ('acts' in answer) end = answer;
      else councils.push(answer);
    },
    between,
  );
  const broken = councils.find(({ ok }) => !ok);
  if (broken) throw new KeepingFault({ code: 'not-verified', what: broken.council });
  if (!end || end.acts.break !== null) throw new KeepingFault({ code: 'not-verified', what: 'audit_event' });
  const fault = end.files.find(({ file }) => file === 'records.db');
  if (fault) throw new KeepingFault({ code: 'not-verified', what: `${fault.file}: ${fault.says}` });
  const { documents, papers } = end;
  return {
    councils: councils.map(({ council, entries, head }) => ({ council, entries, head })),
    acts: end.acts.entries,
    documents: {
      count: documents.count,
      state: documents.state,
      damaged: [...end.files.map(({ file }) => file), ...documents.damaged],
    },
    papers: { count: papers.count, damaged: [...papers.damaged] },
  };
}
