import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RenderedFiles } from './createTemplateRenderer';

/** Gives the proof its material: `prove` runs what this test has rendered. */
export function keepRenders(name: string, files: RenderedFiles) {
  const folder = process.env.TEMPLATE_RENDERS;
  if (!folder) return;
  rmSync(join(folder, name), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, name, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
}
