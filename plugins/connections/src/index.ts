import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { kubernetesModule } from './kubernetes/kubernetesModule';
import { connectionsPlugin } from './plugin';

export { connectionsApiRef } from './connectionsApiRef';
export { connectionsTranslationRef } from './translation';

/** Both features at once, so that the app finds them by itself. */
export default createFrontendFeatureLoader({
  loader: () => [connectionsPlugin, kubernetesModule],
});
