import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { renderLayers } from '../delivery/renderLayers';
import {
  observabilityValues,
  type ObservabilityOptions,
} from './observabilityValues';

export type TextFiles = Record<string, string>;

/** What the layers for observability, docs and the catalog emit for these choices. */
export function renderObservability(options: ObservabilityOptions): TextFiles {
  const values = observabilityValues(options);
  const layers = [
    'observability',
    ...(values.hasEvents ? ['observability-events'] : []),
    'docs',
    ...(values.chaos ? ['chaos'] : []),
    'catalog',
  ];
  return Object.fromEntries(
    Object.entries(renderLayers(layers, values)).map(([path, { text }]) => [
      path,
      text,
    ]),
  );
}

/** The rules as promtool reads them: the groups without the Kubernetes object around them. */
export function ruleFileOf(files: TextFiles): string {
  return stringify(parse(files['observability/rules.yaml']).spec);
}

/** Writes files into a folder of their own, with the file that the tests of the rules name. */
export function writeFiles(files: TextFiles): {
  folder: string;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'observability-'));
  const all = {
    ...files,
    'observability/rules.groups.yaml': ruleFileOf(files),
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
