import { join } from 'node:path';
import { portalActions } from '@notes/template-kit/src/cli/portalActions';
import {
  DryRunRenderer,
  LIBRARY,
  readTemplateSource,
} from '@notes/template-kit/src/render';
import type { EmittedRepository } from '@notes/template-kit';
import { SERVICES } from '../services';

/** What the golden path writes for each service today, rendered by the real scaffolder. Needs a database server. */
export async function renderServices(): Promise<
  Map<string, EmittedRepository>
> {
  const renderer = await DryRunRenderer.start({
    actions: portalActions,
    library: LIBRARY,
  });
  try {
    const template = readTemplateSource(join(LIBRARY, 'node-service'));
    const rendered = new Map<string, EmittedRepository>();
    for (const { name, values } of SERVICES) {
      rendered.set(name, await renderer.render(template, values, name));
    }
    return rendered;
  } finally {
    await renderer.stop();
  }
}
