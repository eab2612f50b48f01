import path from 'node:path';
import { findWrongArrows, WorkspacePackage } from './findWrongArrows';
import { readWorkspace } from './readWorkspace';

const root = path.resolve(__dirname, '../../../..');

function aPackage(
  folder: string,
  role: string,
  dependencies: string[] = [],
): WorkspacePackage {
  return { folder, name: `@notes/${folder}`, role, dependencies };
}

describe('findWrongArrows', () => {
  it('finds none in this repository', () => {
    const packages = readWorkspace(root);

    expect(packages.length).toBeGreaterThan(10);
    expect(findWrongArrows(packages)).toEqual([]);
  });

  it.each([
    ['packages/backend', 'backend', 'packages/launcher', 'none', /launcher/],
    [
      'plugins/x',
      'frontend-plugin',
      'plugins/x-backend',
      'backend-plugin',
      /browser/,
    ],
    [
      'plugins/x-backend',
      'backend-plugin',
      'plugins/x',
      'frontend-plugin',
      /server/,
    ],
    [
      'plugins/x-common',
      'common-library',
      'plugins/x-node',
      'node-library',
      /what both sides share/,
    ],
    ['plugins/x', 'frontend-plugin', 'packages/app', 'frontend', /carries/],
    [
      'plugins/x-backend',
      'backend-plugin',
      'packages/notes-service',
      'none',
      /catalog/,
    ],
  ])('names the arrow from %s to %s', (from, fromRole, to, toRole, reason) => {
    const found = findWrongArrows([
      aPackage(from, fromRole, [`@notes/${to}`]),
      aPackage(to, toRole),
    ]);

    expect(found.join('\n')).toMatch(reason);
    expect(found[0]).toContain(from);
  });
});
