import { useMemo } from 'react';
import { compatWrapper } from '@backstage/core-compat-api';
import { ApiProvider } from '@backstage/core-app-api';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import {
  ArgocdDeploymentLifecycle,
  ArgocdDeploymentSummary,
} from '@backstage-community/plugin-argocd/legacy';
import { createArgoCdApis } from './createArgoCdApis';
import { keepPageBackground } from './keepPageBackground';

/**
 * The two views of the stock Argo CD plugin, one below the other.
 *
 * The entry of that plugin for the new frontend system puts 22 kB of PatternFly
 * styles into the first load of every page. The same components are taken
 * from its other entry here, in a chunk that is loaded with the tab.
 */
export function StockArgoCdContent() {
  const parent = useApiHolder();
  const apis = useMemo(() => {
    keepPageBackground();
    return createArgoCdApis(parent);
  }, [parent]);
  return (
    <ApiProvider apis={apis}>
      {compatWrapper(
        <>
          <ArgocdDeploymentSummary />
          <ArgocdDeploymentLifecycle />
        </>,
      )}
    </ApiProvider>
  );
}
