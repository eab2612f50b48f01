import { resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';

/**
 * The folder of the templates library on this machine.
 *
 * @public
 */
export function readLibraryDirectory(
  config: Pick<RootConfigService, 'getOptionalString'>,
): string {
  return resolve(
    config.getOptionalString('goldenPath.templates.directory') ??
      '../../templates',
  );
}
