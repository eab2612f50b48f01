import { stringify } from 'yaml';
import { FORMS, Target } from './apiKinds';
import { Sources } from './readApis';
import { renderComposition } from './renderComposition';
import { toClassicDefinition } from './toClassicDefinition';

/** A file that follows from the sources; its path is relative to the root of the repository. */
export type GeneratedFile = { path: string; content: string };

const HEADER =
  '# Generated from the sources in crossplane/apis and crossplane/shared; change those instead.\n';

/** Makes the compositions of both forms, and the definitions of the classic one. */
export function generateManifests(sources: Sources): GeneratedFile[] {
  return sources.apis.flatMap(api => [
    ...(Object.keys(api.templates) as Target[]).flatMap(target =>
      FORMS.map(form => ({
        path: `crossplane/${form === 'claims' ? 'classic' : 'apis'}/${api.plural}/composition-${target}.yaml`,
        content: HEADER + renderComposition(api, target, form, sources),
      })),
    ),
    {
      path: `crossplane/classic/${api.plural}/definition.yaml`,
      content: HEADER + stringify(toClassicDefinition(api), { lineWidth: 0 }),
    },
  ]);
}
