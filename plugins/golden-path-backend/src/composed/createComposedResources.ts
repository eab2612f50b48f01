import { resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { ToolBox } from '../tools/ToolBox';
import { ComposedResources } from './ComposedResources';
import { PlatformCompositions } from './PlatformCompositions';

const TARGETS = ['aws', 'incluster'];

/** Reads `goldenPath.crossplane.*`, and fails with the key and the accepted form. */
export function createComposedResources(options: {
  config: Pick<RootConfigService, 'getOptionalString'>;
  form: 'namespaced' | 'claims';
  tools: ToolBox;
}): ComposedResources {
  const { config, form, tools } = options;
  const read = (key: string, fallback: string) =>
    config.getOptionalString(`goldenPath.crossplane.${key}`) ?? fallback;
  const directory = resolve(read('directory', '../../crossplane'));
  const target = read('target', 'aws');
  if (!TARGETS.includes(target)) {
    throw new InputError(
      `goldenPath.crossplane.target: "${target}" is not accepted: expected one of ${TARGETS.join(', ')}`,
    );
  }
  return new ComposedResources({
    compositions: new PlatformCompositions({ directory, form, target }),
    settings: resolve(directory, read('settings', 'shared/environment.yaml')),
    tools,
  });
}
