import { Skipped } from './Skipped.mjs';

/** The docs generator measures itself beside mkdocs, when mkdocs is found. */
export async function measureDocs(context) {
  const module = await import('../docsBuild.mjs').catch(error => {
    if (error.code === 'ERR_MODULE_NOT_FOUND') {
      throw new Skipped(
        `the docs measurement cannot be loaded: ${error.message}`,
      );
    }
    throw error;
  });
  return context.progress.step('docs build', () =>
    module.measureDocsBuild(context),
  );
}
