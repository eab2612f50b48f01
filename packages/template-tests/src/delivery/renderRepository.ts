import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type DeliveryOptions, deliveryValues } from './deliveryValues';
import { renderLayers, type RenderedFile } from './renderLayers';

export type RenderedRepository = {
  files: Record<string, RenderedFile>;
  /** The same files on disk. */
  folder: string;
  remove(): void;
};

/** The delivery layers that these options choose, in the order of the manifest. */
export function deliveryLayers(values: Record<string, unknown>): string[] {
  return [
    'ci-common',
    values.ci === 'github' ? 'ci-github' : 'ci-jenkins',
    ...(values.hasSonar ? ['sonar'] : []),
    'hygiene',
    'policies',
    ...(values.chaos ? ['chaos'] : []),
  ];
}

/** Renders the delivery layers into a folder of their own. */
export function renderRepository(
  options: Partial<DeliveryOptions> = {},
): RenderedRepository {
  const values = deliveryValues(options);
  const files = renderLayers(deliveryLayers(values), values);
  const folder = mkdtempSync(join(tmpdir(), 'delivery-'));
  for (const [path, { text, executable }] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text, {
      mode: executable ? 0o755 : 0o644,
    });
  }
  // Checkers of workflows look for the folder of a repository.
  mkdirSync(join(folder, '.git'));
  return {
    files,
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
