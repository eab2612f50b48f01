import path from 'node:path';

/** Where the checkers lie: commands in one folder, schemas in another, everything else beside them. */
export function toolPaths(paths) {
  return {
    bin: path.join(paths.tools, 'bin'),
    schemas: path.join(paths.tools, 'schemas'),
    stamps: path.join(paths.tools, 'stamps'),
    work: path.join(paths.tools, 'work'),
    java: path.join(paths.tools, 'java'),
    python: path.join(paths.tools, 'python'),
    debian: path.join(paths.tools, 'debian'),
  };
}
