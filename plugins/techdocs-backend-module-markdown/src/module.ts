import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { techdocsGeneratorExtensionPoint } from '@backstage/plugin-techdocs-node';
import { MarkdownTechdocsGenerator } from './MarkdownTechdocsGenerator';
import { readGeneratorConfig } from './readGeneratorConfig';

/**
 * Builds TechDocs from Markdown without Python.
 *
 * @public
 */
export const techdocsModuleMarkdown = createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'markdown',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        generators: techdocsGeneratorExtensionPoint,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ config, generators, lifecycle, logger }) {
        const settings = readGeneratorConfig(config);
        if (settings.engine === 'mkdocs') {
          logger.info(
            'Docs are built by MkDocs, as techdocs.generator.engine says',
          );
          return;
        }
        const generator = MarkdownTechdocsGenerator.create({
          config,
          logger,
          settings,
        });
        generators.setTechdocsGenerator(generator);
        lifecycle.addShutdownHook(() => generator.stop());
      },
    });
  },
});
