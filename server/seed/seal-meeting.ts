import type { FoundedCouncil } from './found-council.ts';
import type { SeedHouse } from './house.ts';

/** Circulates, lets the chair and members 4 and 5 sign, and seals. Answers the hash signed and the chain's. */
export async function sealMeeting(
  house: Pick<SeedHouse, 'must'>,
  council: FoundedCouncil,
  meetingId: string,
  dueOn: string,
) {
  const signatories = [4, 5].map((no) => council.seats[no - 1]!.personId);
  const { textHash } = await house.must<{ textHash: string }>(council.recorder, 'circulate-minutes', {
    meetingId,
    dueOn,
    signatoryIds: signatories,
  });
  for (const person of [council.chair, ...signatories])
    await house.must(person, 'sign-minutes', { meetingId, textHash });
  const sealed = await house.must<{ hash: string; seq: number }>(council.chair, 'seal-minutes', {
    meetingId,
    textHash,
  });
  return { textHash, ...sealed };
}
