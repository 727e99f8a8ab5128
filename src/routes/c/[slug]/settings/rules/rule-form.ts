import type { RuleSet } from '#lib/domain/council/rule-set.ts';
import { specialCategories } from '#lib/domain/deciding/index.ts';
import { shareIn, shareKey } from '#lib/text/rule-choices.ts';

/*
 * A rule set as the fields of a form, and back. A share is one word (`gt-1-2`); what was not filled in or is no word of the
 * form goes to the command as it is and is refused there.
 */

/** Fields of the form with what stands in them; a box that is not ticked is missing. */
export type RuleFields = Readonly<Record<string, string>>;

export const yes = 'yes';

const box = (name: string, ticked: boolean): Record<string, string> => (ticked ? { [name]: yes } : {});

/** What the form shows of a rule set. */
export function fieldsOf(rules: RuleSet): RuleFields {
  const { quorum, majority } = rules;
  return {
    basis: rules.basis,
    bylawsOtherwise: rules.bylawsOtherwise,
    noticeDays: `${rules.noticeDays}`,
    roll: rules.roll,
    quorum: quorum.op === 'none' ? 'none' : shareKey({ op: quorum.op, num: quorum.num, den: quorum.den }),
    ...box('quorum.countAlternate', quorum.countAlternate),
    ...box('quorum.countProxy', quorum.countProxy),
    ...box('quorum.countWritten', quorum.countWritten),
    defaultMode: rules.defaultMode,
    maxRounds: `${rules.maxRounds}`,
    fallback: rules.fallback,
    majority: shareKey(majority),
    'majority.base': majority.base,
    ...Object.assign({}, ...rules.specials.map(specialFields)),
    chairVote: rules.chairVote,
    tieRule: rules.tieRule,
    proxyMeaning: rules.proxyMeaning,
    proxyLimit: rules.proxyLimit === null ? 'any' : `${rules.proxyLimit}`,
    ...box('writtenAllowed', rules.writtenAllowed),
    householdRule: rules.householdRule,
    sealPolicy: rules.sealPolicy,
    outlineDays: `${rules.outlineDays}`,
    ...box('outlinePublic', rules.outlinePublic),
    publishDays: `${rules.publishDays}`,
  };
}

function specialFields({
  category,
  majority,
  chairVotes,
}: RuleSet['specials'][number]): Record<string, string> {
  return {
    [`special.${category}`]: shareKey(majority),
    [`special.${category}.base`]: majority.base,
    ...box(`special.${category}.chair`, chairVotes),
  };
}

/** The body a form sends, for `keep-rule-draft`; nothing is checked here. */
export function bodyOf(fields: RuleFields): Record<string, unknown> {
  const at = (name: string) => fields[name] ?? '';
  const ticked = (name: string) => fields[name] === yes;
  const quorum = at('quorum');
  return {
    basis: at('basis'),
    bylawsOtherwise: at('bylawsOtherwise'),
    noticeDays: whole(at('noticeDays')),
    roll: at('roll'),
    quorum: {
      ...(quorum === 'none' ? { op: 'none', num: 0, den: 1 } : (shareIn(quorum) ?? { op: quorum })),
      countAlternate: ticked('quorum.countAlternate'),
      countProxy: ticked('quorum.countProxy'),
      countWritten: ticked('quorum.countWritten'),
    },
    defaultMode: at('defaultMode'),
    maxRounds: whole(at('maxRounds')),
    // a vote ends by itself: the form asks nothing of what follows it
    fallback: at('defaultMode') === 'consent' ? at('fallback') : 'none',
    majority: { ...(shareIn(at('majority')) ?? { op: at('majority') }), base: at('majority.base') },
    specials: specialCategories.flatMap((category) => {
      const share = shareIn(at(`special.${category}`));
      return share
        ? [
            {
              category,
              majority: { ...share, base: at(`special.${category}.base`) },
              chairVotes: ticked(`special.${category}.chair`),
            },
          ]
        : [];
    }),
    chairVote: at('chairVote'),
    tieRule: at('tieRule'),
    proxyMeaning: at('proxyMeaning'),
    proxyLimit: at('proxyLimit') === 'any' ? null : whole(at('proxyLimit')),
    writtenAllowed: ticked('writtenAllowed'),
    householdRule: at('householdRule'),
    sealPolicy: at('sealPolicy'),
    outlineDays: whole(at('outlineDays')),
    outlinePublic: ticked('outlinePublic'),
    publishDays: whole(at('publishDays')),
  };
}

/** A whole number in figures of any width; what is none stays text, and is refused. */
function whole(text: string): number | string {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,6}$/.test(plain) ? Number(plain) : text;
}

/**
 * The field of the form a refusal is about: `body.quorum.num` is at `quorum`, `specials[1].majority` at the matter in its place.
 */
export function fieldRefused(field: string | undefined, fields: RuleFields): string {
  const path = (field ?? '').replace(/^body\./, '');
  const special = /^specials\[(\d+)\]/.exec(path);
  if (special) {
    const named = specialCategories.filter((category) => fields[`special.${category}`]);
    return `special.${named[Number(special[1])] ?? ''}`;
  }
  return path.replace(/^(quorum|majority)\.(op|num|den)$/, '$1');
}
