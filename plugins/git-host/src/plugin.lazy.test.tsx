import { createExtensionTester } from '@backstage/frontend-test-utils';
import plugin from './index';
import { accessTokensPage, repositoriesPage } from './pages';

jest.mock('./components/RepositoriesRouter', () => {
  throw new Error('the pages were loaded with the plugin');
});
jest.mock('./components/AccessTokens', () => {
  throw new Error('the tokens were loaded with the plugin');
});
jest.mock('./components/EntityRepository', () => {
  throw new Error('the entity tab was loaded with the plugin');
});

describe('the plugin', () => {
  it('is loaded without its pages', () => {
    expect(plugin.$$type).toBe('@backstage/FrontendPlugin');
    expect(() =>
      createExtensionTester(repositoriesPage).query(repositoriesPage),
    ).not.toThrow();
    expect(() =>
      createExtensionTester(accessTokensPage).query(accessTokensPage),
    ).not.toThrow();
  });
});
