import { issueSetupLink } from '../commands/council/setup-link.ts';
import { newToken } from '../db/ids.ts';
import {
  sampleCouncil,
  sampleMembers,
  sampleOrganizations,
  sampleOthers,
  sampleResidents,
  sampleSecretariat,
} from './members.ts';
import type { Stage } from './stage.ts';

interface Invited {
  readonly personId: string;
  readonly token: string;
}

/**
 * Founds the council (D−640): the secretariat sets it up, enters organisations and seats, invites everybody,
 * hands the chair on; residents come in by themselves. Sign-in names are `sample-{handle}`.
 */
export async function fillCouncil(stage: Stage): Promise<void> {
  stage.at(-640, '13:30');
  const { slug, name, city, district } = sampleCouncil;
  const founded = await stage.act<{ councilId: string; personId: string }>(null, 'create-council', {
    token: await issueSetupLink(stage.app.db, stage.app.clock.now()),
    slug,
    name,
    city,
    district,
    preset: 'consent_first',
    personName: sampleSecretariat.name,
    loginName: `sample-${sampleSecretariat.handle}`,
    password: newToken(),
  });
  stage.councilId = founded.councilId;
  stage.people.set(sampleSecretariat.handle, founded.personId);

  await bySecretariat(stage, 'set-office', {
    telephone: '04-7000-0000',
    fax: '04-7000-0002',
    hours: '平日 9時〜17時（祝日・年末年始を除く）',
    email: '',
    desks: '地域包括支援センター 04-7000-0001',
  });
  for (const organization of sampleOrganizations) {
    const { organizationId } = await bySecretariat<{ organizationId: string }>(
      stage,
      'add-organization',
      organization,
    );
    stage.organizations.set(organization.name, organizationId);
  }
  await bySecretariat(stage, 'assign-role', {
    personId: founded.personId,
    role: 'secretariat',
    organizationId: stage.organization(sampleSecretariat.section),
  });
  for (const member of sampleMembers) {
    const label = member.label ?? member.organization ?? '';
    const { seatId, no } = await bySecretariat<{ seatId: string; no: number }>(stage, 'add-seat', {
      label,
      ...(member.organization && { organizationId: stage.organization(member.organization) }),
    });
    stage.seats.set(no, seatId);
  }
  await inviteMembers(stage);
  await handRolesOut(stage);
  await residentsComeIn(stage);
}

function bySecretariat<R>(stage: Stage, command: string, input: object): Promise<R> {
  return stage.act<R>(sampleSecretariat.handle, command, { councilId: stage.councilId, ...input });
}

async function inviteMembers(stage: Stage): Promise<void> {
  const slips: [handle: string, invited: Invited][] = [];
  for (const member of sampleMembers) {
    const invited = await bySecretariat<Invited>(stage, 'invite-member', {
      displayName: member.name,
      kana: member.kana,
      seatId: stage.seat(member.no),
      role: 'member',
    });
    slips.push([`member${member.no}`, invited]);
  }
  for (const other of sampleOthers) {
    const invited = await bySecretariat<Invited>(stage, 'invite-member', {
      displayName: other.name,
      kana: other.kana,
      role: other.role,
      ...(other.seatNo && { seatId: stage.seat(other.seatNo) }),
      ...(other.organization && { organizationId: stage.organization(other.organization) }),
    });
    slips.push([other.handle, invited]);
  }
  // passwords take their time on purpose: everybody comes in at once
  await Promise.all(slips.map(([handle, invited]) => comeIn(stage, handle, invited)));
}

async function handRolesOut(stage: Stage): Promise<void> {
  for (const { no, role } of sampleMembers) {
    if (!role) continue;
    const personId = stage.person(`member${no}`);
    await bySecretariat(stage, 'assign-role', { personId, role });
    // contracts §1: the roles' handles are the same people
    if (!stage.people.has(role)) stage.people.set(role, personId);
  }
}

async function comeIn(stage: Stage, handle: string, invited: Invited): Promise<void> {
  stage.people.set(handle, invited.personId);
  await stage.act(null, 'accept-invitation', {
    token: invited.token,
    loginName: `sample-${handle}`,
    password: newToken(),
  });
}

async function residentsComeIn(stage: Stage): Promise<void> {
  const { token } = await bySecretariat<{ token: string }>(stage, 'open-resident-link', {});
  for (const { handle, name } of sampleResidents) {
    const { personId } = await stage.act<{ personId: string }>(null, 'accept-invitation', {
      token,
      loginName: `sample-${handle}`,
      password: newToken(),
      displayName: name,
    });
    stage.people.set(handle, personId);
  }
}
