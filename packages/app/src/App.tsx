import { createApp } from '@backstage/frontend-defaults';
import { appModule } from './overrides/app';
import { catalogModule } from './overrides/catalog';

/**
 * The portal. Plugins are found through `app.packages` in the configuration;
 * here stands only what we change about them.
 */
export const app = createApp({
  features: [appModule, catalogModule],
  // Until the plugins are there, index.html shows the outline of the portal.
  advanced: { loadingElement: null },
});
