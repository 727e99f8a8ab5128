/**
 * The council's own criteria (観点), asked of each proposal (CRI1–CRI4): はい・一部・いいえ and a sentence. They help to
 * talk; they decide nothing. Source: R-KAW-17.
 */

export const criterionAnswers = ['yes', 'partly', 'no'] as const;
export type CriterionAnswer = (typeof criterionAnswers)[number];

/** In force at once; more are no longer read in a meeting. */
export const mostCriteria = 10;

/** What was answered about one criterion, with the words it was asked in. */
export interface AnsweredCriterion {
  readonly criterion: string;
  readonly answer: CriterionAnswer;
  readonly sentence: string;
}
