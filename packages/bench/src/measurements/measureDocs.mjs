import { measureDocsBuild } from '../docsBuild.mjs';

/** The docs generator, beside mkdocs where that is found. */
export async function measureDocs({ progress }) {
  return progress.step('docs build', () => measureDocsBuild());
}
