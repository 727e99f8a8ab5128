import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRefusal } from '#lib/domain/refusal.ts';
import { buildApp } from '#server/app.ts';
import { issueSetupLink } from '#server/commands/council/setup-link.ts';
import { newId } from '#server/db/ids.ts';
import { cookieName } from '#server/session/cookie.ts';

/** A house with a council, a meeting to come and people who are signed in, for servers of their own process. */
export interface Stage {
  readonly folder: string;
  /** Where the house lies, for openAfter: the folder, or the address of its database. */
  readonly place: string;
  readonly councilId: string;
  readonly slug: string;
  readonly meetingId: string;
  /** document of the meeting's agenda */
  readonly agenda: string;
  /** Cookie headers: the secretariat, then members who may write the agenda. */
  readonly secretariat: string;
  readonly members: readonly string[];
  /** A copy of the folder, removed with the stage. */
  copy(): string;
  remove(): void;
}

/**
 * Founds the council with the product's own commands, on the machine's clock. `databaseUrl`: an empty database it lies in;
 * default: the stage's own data folder.
 */
export async function setStage(memberCount = 3, databaseUrl?: string): Promise<Stage> {
  const base = mkdtempSync(path.join(tmpdir(), 'yoriai-stage-'));
  const folder = path.join(base, 'data');
  const app = await buildApp({
    port: 0,
    host: '127.0.0.1',
    dataDir: folder,
    ...(databaseUrl !== undefined && { databaseUrl }),
    origin: undefined,
    trustProxy: '',
    logLevel: 'silent',
    sync: { ratePerSecond: 1000, documentPerMinute: 2 ** 30, perAddress: 1000, total: 1000 },
    street: { submitPerAddress: 1000, submitPerLink: 1000, lookupPerAddress: 1000 },
    backups: { hour: 3, keep: 0 },
    demo: false,
    demoDate: undefined,
  });
  const must = async <R>(personId: string | null, name: string, input: object): Promise<R> => {
    const actor = { personId, sessionId: null, address: '127.0.0.1', locale: 'ja' } as const;
    const ran = await app.act(name, input, actor, newId());
    if (isRefusal(ran)) throw new Error(`${name} refused: ${JSON.stringify(ran)}`);
    return ran.result as R;
  };
  const signIn = async (personId: string) =>
    `${cookieName(false)}=${(await app.sessions.issue(personId, 'test')).token}`;
  const slug = 'arashi';
  const token = await issueSetupLink(app.db, Date.now());
  const founded = await must<{ councilId: string; personId: string }>(null, 'create-council', {
    token,
    slug,
    name: 'あらし中学校区地域づくり推進会議',
    city: 'ことのは市',
    district: 'あらし中学校区',
    preset: 'consent_first_signed',
    personName: '平賀',
    loginName: 'hiraga',
    password: 'とても長い合言葉です1',
  });
  const { councilId, personId } = founded;
  const members: string[] = [];
  for (let no = 1; no <= memberCount; no++) {
    const { seatId } = await must<{ seatId: string }>(personId, 'add-seat', { councilId, label: `席${no}` });
    const input = { councilId, displayName: `委員${no}`, seatId, role: 'member' };
    members.push(await signIn((await must<{ personId: string }>(personId, 'invite-member', input)).personId));
  }
  const starts = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const { meetingId } = await must<{ meetingId: string }>(personId, 'create-meeting', {
    councilId,
    startsAt: `${starts}T19:00:00+09:00`,
    endsAt: `${starts}T21:00:00+09:00`,
    place: '公民館',
    kind: 'live',
    visibility: 'open',
  });
  const secretariat = await signIn(personId);
  await app.close();
  let copies = 0;
  return {
    folder,
    place: databaseUrl ?? folder,
    councilId,
    slug,
    meetingId,
    agenda: `meeting/${meetingId}/agenda`,
    secretariat,
    members,
    copy() {
      const to = path.join(base, `copy-${copies++}`);
      cpSync(folder, to, { recursive: true });
      return to;
    },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}
