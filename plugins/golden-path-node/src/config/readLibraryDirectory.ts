import { resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readRepository } from './readGoldenPathSettings';

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

/**
 * `owner/name` of the repository that keeps every version of the library.
 *
 * @public
 */
export function readTemplatesRepository(
  config: Pick<RootConfigService, 'getOptionalString'>,
): string {
  const key = 'goldenPath.templates.repository';
  return readRepository(
    key,
    config.getOptionalString(key) ?? 'platform/templates',
  );
}
