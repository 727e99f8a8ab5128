import type { OutcomeCode } from '#lib/domain/consensus/outcome.ts';

/**
 * What may be declared instead of what was counted, with a public reason (domain §5.0): never more agreement than
 * there was, and 合意 only where the count says so. The first entry is the count itself.
 */
export function declarable(code: OutcomeCode): OutcomeCode[] {
  switch (code) {
    case 'CONSENSUS':
      return ['CONSENSUS', 'CONSENSUS_WITH_CONCERNS', 'NOT_YET'];
    case 'CONSENSUS_WITH_CONCERNS':
      return ['CONSENSUS_WITH_CONCERNS', 'NOT_YET'];
    case 'PASSED_UNANIMOUSLY':
      return ['PASSED_UNANIMOUSLY', 'PASSED_BY_MAJORITY', 'UNCLEAR'];
    case 'PASSED_BY_MAJORITY':
      return ['PASSED_BY_MAJORITY', 'UNCLEAR'];
    default:
      return [code];
  }
}
