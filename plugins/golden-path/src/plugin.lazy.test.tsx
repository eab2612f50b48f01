/** Component layer: nothing of the pages is loaded with the app. */
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import { plansPage } from './pages';
import { goldenPathPlugin } from './plugin';
import { scaffolderModule } from './wizard/scaffolderModule';

jest.mock('./pages/PlansRouter', () => {
  throw new Error('the plans were loaded with the plugin');
});
jest.mock('./wizard/TemplatesRouter', () => {
  throw new Error('the form was loaded with the plugin');
});

describe('the plugin', () => {
  it('is loaded without its pages', () => {
    expect(goldenPathPlugin.$$type).toBe('@backstage/FrontendPlugin');
    expect(scaffolderModule.pluginId).toBe('scaffolder');
    const plans = createExtensionTester(plansPage).query(plansPage);
    expect(plans.get(coreExtensionData.routePath)).toBe('plans');
  });
});
