import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FORMS, Target } from './apiKinds';
import { readApis, Sources } from './readApis';
import { renderApiPage, toYaml } from './renderApiPage';
import { renderComposition } from './renderComposition';
import { renderApis, renderBuilders, renderTypes } from './renderTypes';
import { toClassicDefinition } from './toClassicDefinition';

/** A file that follows from the sources; its path is relative to the root of the repository. */
export type GeneratedFile = { path: string; content: string };

const HEADER =
  '# Generated from the sources in crossplane/apis and crossplane/shared; change those instead.\n';
const PACKAGE = 'packages/crossplane-types/src/generated';

/** Makes every file that follows from `crossplane/`: compositions, classic definitions, code and docs. */
export async function generateFiles(root: string): Promise<GeneratedFile[]> {
  const sources = readApis(join(root, 'crossplane'));
  return [
    ...generateCompositions(sources),
    ...sources.apis.map(api => ({
      path: `crossplane/classic/${api.plural}/definition.yaml`,
      content: HEADER + toYaml(toClassicDefinition(api)),
    })),
    { path: `${PACKAGE}/types.ts`, content: await renderTypes(sources.apis) },
    { path: `${PACKAGE}/apis.ts`, content: renderApis(sources.apis) },
    { path: `${PACKAGE}/builders.ts`, content: renderBuilders(sources.apis) },
    ...sources.apis.map(api => ({
      path: `docs/platform-apis/${api.plural}.md`,
      content: renderApiPage(api, readExample(root, api.plural)),
    })),
  ];
}

function generateCompositions(sources: Sources): GeneratedFile[] {
  return sources.apis.flatMap(api =>
    (Object.keys(api.templates) as Target[]).flatMap(target =>
      FORMS.map(form => ({
        path: `crossplane/${form === 'claims' ? 'classic' : 'apis'}/${api.plural}/composition-${target}.yaml`,
        content: HEADER + renderComposition(api, target, form, sources),
      })),
    ),
  );
}

function readExample(root: string, plural: string): string {
  const folder = join(root, 'crossplane', 'examples', plural);
  const [first] = readdirSync(folder).sort();
  return readFileSync(join(folder, first), 'utf8');
}
