import { createApiRef } from '@backstage/frontend-plugin-api';
import type { GoldenPathApi } from '@notes/plugin-golden-path-common';

/**
 * Plans and their approvals.
 *
 * @public
 */
export const goldenPathApiRef = createApiRef<GoldenPathApi>().with({
  id: 'plugin.golden-path',
  pluginId: 'golden-path',
});
