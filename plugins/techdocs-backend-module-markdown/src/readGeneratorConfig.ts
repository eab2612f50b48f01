import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const ENGINES = ['markdown', 'mkdocs'] as const;

export type GeneratorConfig = {
  engine: (typeof ENGINES)[number];
  cacheDirectory: string;
  timeoutSeconds: number;
  iframeHosts: string[];
};

function readEngine(config: RootConfigService): GeneratorConfig['engine'] {
  const key = 'techdocs.generator.engine';
  const value = config.getOptional(key) ?? 'markdown';
  const engine = ENGINES.find(name => name === value);
  if (!engine) {
    throw new InputError(
      `Invalid config at "${key}": ${JSON.stringify(value)}, expected one of ${ENGINES.map(name => `"${name}"`).join(', ')}`,
    );
  }
  return engine;
}

function readTimeout(config: RootConfigService): number {
  const key = 'techdocs.generator.markdown.timeoutSeconds';
  const seconds = config.getOptionalNumber(key) ?? 120;
  if (!(seconds >= 1 && seconds <= 3600)) {
    throw new InputError(
      `Invalid config at "${key}": ${seconds}, expected seconds between 1 and 3600`,
    );
  }
  return seconds;
}

/** Reads the settings of the generator, and fails with the key and the accepted values. */
export function readGeneratorConfig(
  config: RootConfigService,
): GeneratorConfig {
  const workingDirectory =
    config.getOptionalString('backend.workingDirectory') ?? tmpdir();
  return {
    engine: readEngine(config),
    cacheDirectory:
      config.getOptionalString('techdocs.generator.markdown.cacheDirectory') ??
      join(workingDirectory, `techdocs-markdown-${userInfo().uid}`),
    timeoutSeconds: readTimeout(config),
    iframeHosts:
      config.getOptionalStringArray('techdocs.sanitizer.allowedIframeHosts') ??
      [],
  };
}
