import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The command line and the functions that render needs. */
export const RENDER_TOOLS = [
  'crank',
  'function-environment-configs',
  'function-go-templating',
  'function-auto-ready',
] as const;
export type RenderTool = (typeof RENDER_TOOLS)[number];

/** Finds the render tools in `.tools` of the repository, then on the path; names those that are missing. */
export function findTools(root: string): {
  paths: Record<RenderTool, string>;
  missing: RenderTool[];
} {
  const folders = [
    join(root, '.tools', 'bin'),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = RENDER_TOOLS.map(
    tool =>
      [
        tool,
        folders.map(folder => join(folder, tool)).find(isExecutable) ?? '',
      ] as const,
  );
  return {
    paths: Object.fromEntries(found) as Record<RenderTool, string>,
    missing: found.filter(([, path]) => !path).map(([tool]) => tool),
  };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
