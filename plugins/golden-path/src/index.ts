import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { goldenPathPlugin } from './plugin';
import { scaffolderModule } from './wizard/scaffolderModule';

/** Both features at once, so that the app finds them by itself. */
export default createFrontendFeatureLoader({
  loader: () => [goldenPathPlugin, scaffolderModule],
});
