import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { WorkspacePackage } from './findWrongArrows';

interface PackageJson {
  name: string;
  backstage?: { role?: string };
  dependencies?: Record<string, string>;
  workspaces?: string[];
}

function readPackageJson(folder: string): PackageJson {
  const file = path.join(folder, 'package.json');
  return JSON.parse(readFileSync(file, 'utf8')) as PackageJson;
}

/** Reads every workspace package below the root of the repository. */
export function readWorkspace(root: string): WorkspacePackage[] {
  const parents = (readPackageJson(root).workspaces ?? []).map(pattern =>
    pattern.replace(/\/\*$/, ''),
  );
  const folders = parents.flatMap(parent =>
    readdirSync(path.join(root, parent)).map(name => `${parent}/${name}`),
  );
  return folders
    .filter(folder => existsSync(path.join(root, folder, 'package.json')))
    .map(folder => {
      const json = readPackageJson(path.join(root, folder));
      return {
        folder,
        name: json.name,
        role: json.backstage?.role ?? 'none',
        dependencies: Object.keys(json.dependencies ?? {}),
      };
    });
}
