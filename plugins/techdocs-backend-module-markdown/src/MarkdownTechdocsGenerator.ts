import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  type LoggerService,
  resolvePackagePath,
  type RootConfigService,
} from '@backstage/backend-plugin-api';
import {
  type ScmIntegrationRegistry,
  ScmIntegrations,
} from '@backstage/integration';
import {
  type GeneratorRunOptions,
  TechdocsGenerator,
} from '@backstage/plugin-techdocs-node';
import { resolveEditBase } from './resolveEditBase';
import type { GeneratorConfig } from './readGeneratorConfig';
import { SiteWorkerClient } from './SiteWorkerClient';
import type { BuildOptions } from './site/buildSite';
import { prepareCacheDirectory } from './prepareCacheDirectory';

type Dependencies = {
  config: RootConfigService;
  logger: LoggerService;
  settings: GeneratorConfig;
  worker?: SiteWorkerClient;
};

/**
 * Builds TechDocs inside the portal. It extends the stock generator only because the
 * extension point asks for that class; nothing of the stock generator runs.
 */
export class MarkdownTechdocsGenerator extends TechdocsGenerator {
  readonly #worker: SiteWorkerClient;
  readonly #settings: GeneratorConfig;
  readonly #integrations: ScmIntegrationRegistry;
  readonly #log: LoggerService;

  static create(dependencies: Dependencies): MarkdownTechdocsGenerator {
    const integrations = ScmIntegrations.fromConfig(dependencies.config);
    return new MarkdownTechdocsGenerator(dependencies, integrations);
  }

  private constructor(
    { config, logger, settings, worker }: Dependencies,
    integrations: ScmIntegrationRegistry,
  ) {
    super({ config, logger, scmIntegrations: integrations });
    this.#settings = settings;
    this.#integrations = integrations;
    this.#log = logger;
    this.#worker =
      worker ??
      new SiteWorkerClient({ timeoutSeconds: settings.timeoutSeconds });
  }

  /** Builds one site; warnings and problems also go to the log that the reader shows. */
  override async run(options: GeneratorRunOptions): Promise<void> {
    const { logger, logStream } = options;
    const start = performance.now();
    try {
      const result = await this.#worker.build(this.#buildOptions(options));
      for (const warning of result.warnings) {
        logger.warn(warning);
        logStream?.write(`warning: ${warning}\n`);
      }
      const milliseconds = Math.round(performance.now() - start);
      logger.info(
        `Built ${result.pages} pages in ${milliseconds} ms, ${result.rendered} of them new or changed`,
      );
    } catch (error) {
      logStream?.write(`${error instanceof Error ? error.message : error}\n`);
      throw error;
    }
  }

  /** Ends the thread that builds. */
  async stop(): Promise<void> {
    await this.#worker.stop();
  }

  #buildOptions(options: GeneratorRunOptions): BuildOptions {
    const { inputDir, outputDir, etag, siteOptions, parsedLocationAnnotation } =
      options;
    const { iframeHosts } = this.#settings;
    return {
      inputDir,
      outputDir,
      etag,
      iframeHosts,
      siteName: siteOptions?.name,
      stylesheet: resolvePackagePath(
        '@notes/plugin-techdocs-backend-module-markdown',
        'assets/reader.css',
      ),
      cacheDir: this.#siteCache(parsedLocationAnnotation?.target ?? inputDir),
      editBase: resolveEditBase(parsedLocationAnnotation, this.#integrations),
    };
  }

  /** A checkout has a new folder each time; where it came from stays the same. */
  #siteCache(source: string): string | undefined {
    const directory = prepareCacheDirectory(
      this.#settings.cacheDirectory,
      this.#log,
    );
    const key = createHash('sha256').update(source).digest('hex').slice(0, 24);
    return directory && join(directory, key);
  }
}
