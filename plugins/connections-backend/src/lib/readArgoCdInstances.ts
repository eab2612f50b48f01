import { RootConfigService } from '@backstage/backend-plugin-api';

/** One Argo CD server of the configuration. */
export interface ArgoCdInstance {
  name: string;
  url: string;
  token?: string;
}

/** Reads the instances the Argo CD plugin reads, from `argocd.appLocatorMethods`. */
export function readArgoCdInstances(
  config: RootConfigService,
): ArgoCdInstance[] {
  const methods =
    config.getOptionalConfigArray('argocd.appLocatorMethods') ?? [];
  return methods
    .filter(method => method.getOptionalString('type') === 'config')
    .flatMap(method => method.getOptionalConfigArray('instances') ?? [])
    .map(instance => ({
      name: instance.getString('name'),
      url: instance.getString('url').replace(/\/$/, ''),
      token: instance.getOptionalString('token'),
    }));
}
