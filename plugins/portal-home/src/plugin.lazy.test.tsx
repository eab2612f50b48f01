import { createExtensionTester } from '@backstage/frontend-test-utils';
import { homePage } from './pages';
import plugin from './index';

jest.mock('./components/HomePage', () => {
  throw new Error('the page was loaded with the plugin');
});

describe('the plugin', () => {
  it('is loaded without its page', () => {
    expect(plugin.$$type).toBe('@backstage/FrontendPlugin');
    // Making the extension is what an app does at its start.
    expect(() => createExtensionTester(homePage).query(homePage)).not.toThrow();
  });
});
