import { ApiFactoryRegistry, ApiResolver } from '@backstage/core-app-api';
import {
  AnyApiFactory,
  AnyApiRef,
  createApiFactory,
} from '@backstage/core-plugin-api';
import {
  ApiHolder,
  configApiRef,
  discoveryApiRef,
  fetchApiRef,
  RouteResolutionApi,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { argocdPlugin } from '@backstage-community/plugin-argocd/legacy';

/** The APIs that the Argo CD components look for, made from those of the app. */
export function createArgoCdApis(parent: ApiHolder): ApiHolder {
  const registry = new ApiFactoryRegistry();
  const inherited: AnyApiRef[] = [configApiRef, discoveryApiRef, fetchApiRef];
  const factories: AnyApiFactory[] = [
    ...argocdPlugin.getApis(),
    ...inherited.map(api =>
      createApiFactory({ api, deps: {}, factory: () => parent.get(api) }),
    ),
    createApiFactory({
      api: routeResolutionApiRef,
      deps: {},
      factory: () => withArgoCdRoute(parent.get(routeResolutionApiRef)!),
    }),
  ];
  for (const factory of factories) {
    registry.register('static', factory);
  }
  return new ApiResolver(registry);
}

/**
 * The components insist on a route of their own, though they never link to it;
 * it is where they are shown.
 */
function withArgoCdRoute(parent: RouteResolutionApi): RouteResolutionApi {
  return {
    resolve(routeRef, options) {
      return (routeRef as unknown) === argocdPlugin.routes.root
        ? ((() => '') as ReturnType<typeof parent.resolve>)
        : parent.resolve(routeRef, options);
    },
  } as RouteResolutionApi;
}
