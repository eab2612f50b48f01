/** Unit layer. */
import { randomBytes } from 'node:crypto';
import { findPasswordWeakness, findSecretWeakness } from './findSecretWeakness';

describe('findSecretWeakness', () => {
  it.each([
    [undefined, 'is missing'],
    ['', 'is missing'],
    ['changeme', 'known default'],
    ['secret', 'known default'],
    ['my-very-long-secret-for-the-portal', 'known default'],
    ['CHANGE_ME_CHANGE_ME_CHANGE_ME', 'known default'],
    ['replace-with-32-random-bytes-here', 'known default'],
    ['dGhpcyBpcyBzaG9y', 'shorter than 24'],
    ['kX9!kX9!kX9!kX9!kX9!kX9!', 'repeats fewer than 8'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'repeats fewer than 8'],
  ])('says why %p is weak, without repeating it', (value, weakness) => {
    const answer = findSecretWeakness(value);
    expect(answer).toContain(weakness);
    expect(value && answer?.includes(value)).toBeFalsy();
  });

  it('accepts what the documented command makes', () => {
    for (let index = 0; index < 200; index++) {
      const generated = randomBytes(32).toString('base64');
      expect(findSecretWeakness(generated)).toBeUndefined();
    }
  });
});

describe('findPasswordWeakness', () => {
  it.each([
    [undefined, 'is missing'],
    ['postgres', 'known default'],
    ['Password1', 'known default'],
    ['hT5-pz', undefined],
  ])('answers for %p: %p', (value, weakness) => {
    const answer = findPasswordWeakness(value);
    expect(answer ?? 'fine').toContain(weakness ?? 'fine');
  });
});
