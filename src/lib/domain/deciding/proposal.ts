/** Characters of a proposal at most (DEC5): it is read out, printed with the notice and decided on as a whole. */
export const longestProposal = 4_000;
