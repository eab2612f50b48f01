import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { EmittedRepository, type EmittedFile } from '@notes/template-kit';
import { folderOf } from './root';
import { SERVICES } from './services';

/** Folders and files of a package that its repository would have; code and packages are looked at by other tests. */
const READ = [
  ...['.backstage', 'charts', 'claims', 'deploy', 'observability', 'policies'],
  ...['chaos', 'vault', 'smoke', 'docs', 'mkdocs.yml', 'catalog-info.yaml'],
  ...['Dockerfile', 'openapi.yaml', 'asyncapi.yaml'],
];

/** The package of a service as the checkers of the golden path read a repository; links are followed. */
export function readDelivered(name: string): EmittedRepository {
  const files = new Map<string, EmittedFile>();
  for (const path of READ) collect(folderOf(name), path, files);
  const service = SERVICES.find(one => one.name === name);
  return new EmittedRepository(name, files, service?.values, 'change');
}

function collect(
  folder: string,
  path: string,
  files: Map<string, EmittedFile>,
): void {
  const stats = statSync(join(folder, path), { throwIfNoEntry: false });
  if (!stats) return;
  if (stats.isDirectory()) {
    for (const name of readdirSync(join(folder, path))) {
      collect(folder, `${path}/${name}`, files);
    }
    return;
  }
  const content = readFileSync(join(folder, path));
  files.set(path, { content, executable: (stats.mode & 0o111) !== 0 });
}
