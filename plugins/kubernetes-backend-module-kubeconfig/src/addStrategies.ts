import {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  AksStrategy,
  AnonymousStrategy,
  AwsIamStrategy,
  AzureIdentityStrategy,
  GoogleServiceAccountStrategy,
  GoogleStrategy,
  OidcStrategy,
} from '@backstage/plugin-kubernetes-backend';
import { KubernetesAuthStrategyExtensionPoint } from '@backstage/plugin-kubernetes-node';
import { KubeconfigReader } from './KubeconfigReader';
import { KubeconfigStrategy } from './KubeconfigStrategy';

/**
 * Registers our strategy together with the stock ones, because one strategy
 * that is added by a module makes the Kubernetes plugin drop all of its own.
 */
export function addStrategies(
  strategies: KubernetesAuthStrategyExtensionPoint,
  options: {
    config: RootConfigService;
    logger: LoggerService;
    reader: KubeconfigReader;
  },
) {
  const { config, logger, reader } = options;
  const add = strategies.addAuthStrategy.bind(strategies);
  add('aks', new AksStrategy());
  add('aws', new AwsIamStrategy({ config }));
  add('azure', new AzureIdentityStrategy(logger));
  add('google', new GoogleStrategy());
  add('googleServiceAccount', new GoogleServiceAccountStrategy({ config }));
  add('localKubectlProxy', new AnonymousStrategy());
  add('oidc', new OidcStrategy());
  add('serviceAccount', new KubeconfigStrategy({ reader }));
}
