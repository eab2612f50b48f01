import type { Entity } from '@backstage/catalog-model';
import { linkToRepository } from './linkToRepository';

function createEntity(repository?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'orders',
      annotations: Object.fromEntries(
        repository ? [['notes.dev/repository', repository]] : [],
      ),
    },
  };
}

describe('linkToRepository', () => {
  it.each([
    {
      repository: 'notes/orders',
      target: undefined,
      link: '/repositories/notes/orders',
      reason: 'the portal has the repository',
    },
    {
      repository: undefined,
      target: 'https://example.com/a/catalog-info.yaml',
      link: 'https://example.com/a/catalog-info.yaml',
      reason: 'the file is on a web page',
    },
    {
      repository: '../x/y',
      target: 'https://example.com/a',
      link: 'https://example.com/a',
      reason: 'the annotation names no repository',
    },
    {
      repository: undefined,
      // eslint-disable-next-line no-script-url -- a hostile address
      target: 'javascript:alert(1)',
      link: undefined,
      reason: 'the address is no web page',
    },
    {
      repository: undefined,
      target: undefined,
      link: undefined,
      reason: 'nothing is known',
    },
  ])('answers $link, because $reason', ({ repository, target, link }) => {
    expect(linkToRepository(createEntity(repository), target)).toBe(link);
  });
});
