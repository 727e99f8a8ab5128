import * as v from 'valibot';
import {
  completeRules,
  fallbacks,
  firstModes,
  ruleBases,
  sealPolicies,
} from '#lib/domain/council/rule-set.ts';
import {
  bases,
  chairVotes,
  householdRules,
  majorityOps,
  proxyMeanings,
  quorumOps,
  rolls,
  specialCategories,
  tieRules,
} from '#lib/domain/deciding/index.ts';
import { emptiableLine, whole } from '../fields.ts';

/*
 * The shape of a rule set as others may send it: words of the closed lists, whole numbers within bounds. Whether it can
 * work is asked afterwards (`ruleSetRefusal`), so that the reason is said and not only that something is wrong.
 */

const fraction = { num: whole(0, 100), den: whole(1, 100) };
const majority = v.strictObject({ op: v.picklist(majorityOps), ...fraction, base: v.picklist(bases) });

/** A rule set, whole; what was not asked before this version may be left out. */
export const ruleBody = v.pipe(
  v.strictObject({
    basis: v.optional(v.picklist(ruleBases)),
    bylawsOtherwise: v.optional(emptiableLine(60)),
    noticeDays: whole(0, 60),
    roll: v.optional(v.picklist(rolls)),
    quorum: v.strictObject({
      op: v.picklist(quorumOps),
      ...fraction,
      countAlternate: v.boolean(),
      countProxy: v.boolean(),
      countWritten: v.boolean(),
    }),
    defaultMode: v.picklist(firstModes),
    maxRounds: whole(1, 5),
    fallback: v.picklist(fallbacks),
    majority,
    specials: v.pipe(
      v.array(
        v.strictObject({
          category: v.picklist(specialCategories),
          majority,
          chairVotes: v.optional(v.boolean()),
        }),
      ),
      v.maxLength(specialCategories.length),
    ),
    chairVote: v.picklist(chairVotes),
    tieRule: v.picklist(tieRules),
    proxyMeaning: v.picklist(proxyMeanings),
    proxyLimit: v.optional(v.nullable(whole(0, 1000))),
    writtenAllowed: v.optional(v.boolean()),
    householdRule: v.optional(v.picklist(householdRules)),
    sealPolicy: v.picklist(sealPolicies),
    outlineDays: whole(0, 60),
    outlinePublic: v.optional(v.boolean()),
    publishDays: whole(1, 365),
  }),
  v.transform((body) =>
    completeRules({
      ...body,
      basis: body.basis ?? 'council',
      bylawsOtherwise: body.bylawsOtherwise ?? '',
      roll: body.roll ?? 'seats',
      proxyLimit: body.proxyLimit === undefined ? null : body.proxyLimit,
      writtenAllowed: body.writtenAllowed ?? true,
      outlinePublic: body.outlinePublic ?? true,
      householdRule: body.householdRule ?? 'none',
      specials: body.specials.map(({ chairVotes, ...special }) => ({
        ...special,
        chairVotes: chairVotes ?? false,
      })),
    }),
  ),
);
