import { setTimeout as sleep } from 'node:timers/promises';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';

/** What the spliced steps do; a test changes it before it runs a template. */
export const planned: {
  failAfter?: string;
  beforeFailure?: () => Promise<unknown>;
  pauseAfter?: string;
  onPause?: () => void | Promise<void>;
} = {};

/** Adds `test:fault`, which does nothing until a test asks it to fail or to wait at one place. */
export const faultModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'faults',
  register({ registerInit }) {
    registerInit({
      deps: { actions: scaffolderActionsExtensionPoint },
      async init({ actions }) {
        actions.addActions(
          createTemplateAction({
            id: 'test:fault',
            schema: { input: { after: z => z.string() } },
            async handler({ input, signal }) {
              if (planned.failAfter === input.after) {
                await planned.beforeFailure?.();
                throw new Error(`A fault after '${input.after}'`);
              }
              if (planned.pauseAfter === input.after) {
                await planned.onPause?.();
                while (!signal?.aborted) {
                  await sleep(20);
                }
              }
            },
          }),
        );
      },
    });
  },
});
