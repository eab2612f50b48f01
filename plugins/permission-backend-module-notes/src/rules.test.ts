import { KNOWN } from './__testUtils__/createPolicy';
import { findRule, matchesRule } from './findRule';
import { RULES } from './rules';

describe('the rules', () => {
  it('have none that an earlier one hides or that no plugin declares', () => {
    for (const rule of RULES) {
      const decided = KNOWN.filter(permission =>
        matchesRule(rule, permission.name),
      );
      expect([rule.permission, decided.length]).not.toEqual([
        rule.permission,
        0,
      ]);
      expect(
        decided.map(findRule).every(({ allow }) => allow === rule.allow),
      ).toBe(true);
    }
  });

  it('never give a person two limited reaches, of which only one would count', () => {
    for (const { allow } of RULES) {
      const limited = new Set(
        Object.values(allow).filter(reach => reach !== 'all'),
      );
      expect(limited.size).toBeLessThanOrEqual(1);
    }
  });
});
