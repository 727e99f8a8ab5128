import * as v from 'valibot';
import { councilNamed } from './about-council.ts';
import { command } from '../define.ts';
import { id } from '../fields.ts';
import { issueSlip } from './slips.ts';

/** The link and QR code with which residents register themselves (R-HAC-03, R-HAC-04); ends the one before. */
export const openResidentLink = command({
  name: 'open-resident-link',
  summary: 'Opens a new link for residents to register themselves, shown once; the one before ends.',
  input: v.strictObject({ councilId: id }),
  action: 'roster.manage',
  secretAnswer: true,
  about: (db, input) => councilNamed(db, input.councilId),
  handle: (ctx, input) => issueSlip(ctx, input.councilId, 'resident', null),
});
