import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { isChildPath } from '@backstage/backend-plugin-api';
import { parseSiteConfig } from './parseSiteConfig';
import type { SiteConfig } from './SiteConfig';
import { SiteProblemsError } from './SiteProblemsError';

const MAX_BYTES = 512 * 1024;

function fail(file: string, message: string): never {
  throw new SiteProblemsError([{ file, message }]);
}

/** Opens a file of the checkout, never one that a link leads to outside it. */
function readInside(directory: string, file: string): string {
  const path = join(directory, file);
  if (!isChildPath(directory, path)) {
    fail(file, 'is a symbolic link that leaves the folder');
  }
  if (lstatSync(path).size > MAX_BYTES) {
    fail(file, `is larger than ${MAX_BYTES / 1024} kB`);
  }
  return readFileSync(path, 'utf8');
}

function checkDocsDir(directory: string, config: SiteConfig): void {
  const { docsDir, file } = config;
  const path = join(directory, docsDir);
  // isChildPath follows symbolic links, so a linked folder elsewhere is refused too.
  if (!isChildPath(directory, path) || docsDir.startsWith('/')) {
    fail(
      file,
      `docs_dir "${docsDir}" leaves the folder, expected a folder beside ${file}`,
    );
  }
  if (!existsSync(path) || !lstatSync(realpathSync(path)).isDirectory()) {
    fail(file, `docs_dir "${docsDir}" is not a folder`);
  }
}

/** Reads the settings of a site; without `mkdocs.yml` its folder says everything. */
export function readSiteConfig(directory: string): SiteConfig {
  const files = ['mkdocs.yml', 'mkdocs.yaml'].filter(name =>
    existsSync(join(directory, name)),
  );
  const file = files[0] ?? 'mkdocs.yml';
  const config = parseSiteConfig(
    files.length > 0 ? readInside(directory, file) : '',
    file,
  );
  const bare =
    files.length === 0 && !existsSync(join(directory, config.docsDir));
  if (bare && existsSync(join(directory, 'README.md'))) {
    return { ...config, docsDir: '.', readmeOnly: true };
  }
  if (files.length > 1) {
    config.warnings.push(
      'mkdocs.yaml: is ignored, because mkdocs.yml stands beside it',
    );
  }
  checkDocsDir(directory, config);
  return config;
}
