import { declarationRefusal, outcomeCodes, type OutcomeCode } from '#lib/domain/deciding/index.ts';

/** What may be declared of an outcome (DEC1, DEC2): the count itself first, then what claims less. Empty: nothing. */
export function declarable(code: OutcomeCode): OutcomeCode[] {
  const may = (declared: OutcomeCode) => declarationRefusal(code, declared, '…') === null;
  return [code, ...outcomeCodes.filter((other) => other !== code)].filter(may);
}
