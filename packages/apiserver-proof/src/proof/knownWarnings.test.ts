import { isTelling } from './knownWarnings';

describe('isTelling', () => {
  it.each([
    [
      false,
      'metadata.finalizers: "resources-finalizer.argocd.argoproj.io": prefer a domain-qualified finalizer name',
    ],
    [
      true,
      'metadata.finalizers: "mine": prefer a domain-qualified finalizer name',
    ],
    [true, 'unknown field "spec.replica"'],
  ])('is %s for: %s', (telling, warning) => {
    expect(isTelling(warning)).toBe(telling);
  });
});
