import type { UrlReaderService } from '@backstage/backend-plugin-api';
import type { ScmIntegrations } from '@backstage/integration';
import {
  createTemplateAction,
  type ScaffolderService,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  beginTask,
  createLayerWriter,
  hashInput,
  hashTree,
  openTemplateLibrary,
  readRenderedFiles,
  renderLayers,
  type PlatformSettings,
  type UndoLedger,
} from '@notes/plugin-golden-path-node';
import type { CheckOwner } from '../render/checkOwner';
import type { CheckPlan } from '../render/checkPlan';
import { requireConnectedHost } from '../render/requireConnectedHost';
import { examples } from './createRenderAction.examples';

/**
 * Renders the layers that the template's manifest names into the workspace.
 *
 * The parameters are checked again, because callers of the API see no form. Where the person has made
 * a plan, what is rendered must be what was planned; where the manifest asks for an approval, exactly
 * this must have been approved. What an earlier attempt left behind is taken back first.
 *
 * @public
 */
export function createRenderAction(options: {
  reader: UrlReaderService;
  integrations: ScmIntegrations;
  settings: PlatformSettings;
  libraryDirectory: string;
  ledger: UndoLedger;
  scaffolder: Pick<ScaffolderService, 'getTask'>;
  checkOwner: CheckOwner;
  checkPlan: CheckPlan;
}) {
  const write = createLayerWriter(options);

  return createTemplateAction({
    id: 'golden-path:render',
    description:
      "Renders the layers that the template's golden-path.yaml names, with the values that follow from the parameters.",
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        values: z =>
          z
            .record(z.any())
            .describe('All parameters of the template, as the form gives them'),
      },
      output: {
        tree: z => z.string().describe("git's name for what was rendered"),
        parameters: z =>
          z
            .record(z.any())
            .describe('The parameters, with the defaults of those left out'),
        version: z => z.string().describe('The version of the template'),
        approvalRequired: z =>
          z.boolean().describe('Whether a plan must be approved before'),
        files: z => z.number().describe('How many files the workspace holds'),
        layers: z => z.array(z.string()).describe('The layers that were used'),
        values: z =>
          z.record(z.any()).describe('The values that the layers were given'),
      },
    },
    async handler(ctx) {
      const library = await openTemplateLibrary({
        ...options,
        templateInfo: ctx.templateInfo,
      });
      const { layers, values, manifest, parameters } = await renderLayers({
        library,
        write,
        parameters: ctx.input.values as JsonObject,
        settings: options.settings,
        workspacePath: ctx.workspacePath,
        createTemporaryDirectory: ctx.createTemporaryDirectory,
      });
      requireConnectedHost(options.integrations, values.repoHost);
      const credentials = await ctx.getInitiatorCredentials();
      await options.checkOwner(values.owner, credentials);
      const files = await readRenderedFiles(ctx.workspacePath);
      const renderTree = hashTree(files);
      const approvalRequired = manifest.approval?.required ?? false;
      if (!ctx.isDryRun) {
        const templateRef = ctx.templateInfo?.entityRef ?? '';
        const inputHash = hashInput(templateRef, parameters);
        await options.checkPlan(
          {
            templateRef,
            inputHash,
            renderTree,
            approvalRequired,
          },
          credentials,
        );
        const subject = values.repoSlug ?? values.name ?? inputHash;
        const taskId = ctx.task.id;
        await beginTask(ctx, { taskId, templateRef, subject }, options);
      }
      ctx.logger.info(
        `Rendered ${files.length} files from ${layers.length} layers: ${layers.join(', ')}`,
      );
      ctx.output('tree', renderTree);
      ctx.output('parameters', parameters);
      ctx.output('version', manifest.version);
      ctx.output('approvalRequired', approvalRequired);
      ctx.output('files', files.length);
      ctx.output('layers', layers);
      ctx.output('values', values);
    },
  });
}
