import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { routes } from './state.ts';
import * as taxonomy from './taxonomy.ts';

describe('taxonomies', () => {
  it('[ISS7] six core fields and six life stages span the matrix; fields outside the six are told', () => {
    expect(taxonomy.coreFields).toHaveLength(6);
    expect(taxonomy.lifeStages).toHaveLength(6);
    expect(taxonomy.isOutsideCore(['multicultural', 'environment'])).toBe(true);
    expect(taxonomy.isOutsideCore(['elderly', 'safety'])).toBe(false);
    expect(taxonomy.isOutsideCore([])).toBe(true);
  });

  it('[ISS7] twelve measures in three groups of four', () => {
    for (const group of taxonomy.measureGroups)
      expect(taxonomy.measures.filter((m) => taxonomy.groupOf(m) === group)).toHaveLength(4);
  });

  it('[ISS8] every key has its label in every catalogue', () => {
    const lists: Record<string, readonly string[]> = {
      field: taxonomy.fields,
      life_stage: taxonomy.lifeStages,
      measure: taxonomy.measures,
      measure_group: taxonomy.measureGroups,
      route: routes,
    };
    for (const locale of ['ja', 'en']) {
      const catalogue = JSON.parse(readFileSync(`messages/${locale}.json`, 'utf8')) as Record<string, string>;
      for (const [list, keys] of Object.entries(lists))
        for (const key of keys)
          expect(catalogue[`tax_${list}_${key}`], `${locale} tax_${list}_${key}`).toMatch(/\S/);
    }
  });
});
