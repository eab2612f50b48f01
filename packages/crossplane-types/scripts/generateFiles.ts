import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  GeneratedFile,
  generateManifests,
} from '../src/generate/generateManifests';
import { readApis } from '../src/generate/readApis';
import { renderApiPage } from '../src/generate/renderApiPage';
import { renderApis, renderBuilders, renderTypes } from './renderTypes';

const PACKAGE = 'packages/crossplane-types/src/generated';

/** Makes every file that follows from `crossplane/`: compositions, classic definitions, code and docs. */
export async function generateFiles(root: string): Promise<GeneratedFile[]> {
  const sources = readApis(join(root, 'crossplane'));
  return [
    ...generateManifests(sources),
    { path: `${PACKAGE}/types.ts`, content: await renderTypes(sources.apis) },
    { path: `${PACKAGE}/apis.ts`, content: renderApis(sources.apis) },
    { path: `${PACKAGE}/builders.ts`, content: renderBuilders(sources.apis) },
    ...sources.apis.map(api => ({
      path: `docs/platform-apis/${api.plural}.md`,
      content: renderApiPage(api, readExample(root, api.plural)),
    })),
  ];
}

function readExample(root: string, plural: string): string {
  const folder = join(root, 'crossplane', 'examples', plural);
  const [first] = readdirSync(folder).sort();
  return readFileSync(join(folder, first), 'utf8');
}
