import type { PlanFile } from '@notes/plugin-golden-path-common';

/** A folder or a file of the plan. */
export interface FileNode {
  path: string;
  name: string;
  /** Undefined for a file. */
  children: FileNode[] | undefined;
  file: PlanFile | undefined;
}

/** Puts paths into folders: folders first, then files, each by name. */
export function buildFileTree(files: readonly PlanFile[]): FileNode[] {
  const root: FileNode[] = [];
  const folders = new Map<string, FileNode[]>([['', root]]);
  for (const file of files) {
    const parts = file.path.split('/');
    const siblings = openFolder(folders, parts.slice(0, -1));
    const name = parts.at(-1) ?? file.path;
    siblings.push({ path: file.path, name, children: undefined, file });
  }
  folders.forEach(nodes => nodes.sort(compareNodes));
  return root;
}

function openFolder(
  folders: Map<string, FileNode[]>,
  parts: string[],
): FileNode[] {
  const path = parts.join('/');
  const known = folders.get(path);
  if (known) {
    return known;
  }
  const parent = openFolder(folders, parts.slice(0, -1));
  const children: FileNode[] = [];
  const name = parts.at(-1) ?? path;
  parent.push({ path, name, children, file: undefined });
  folders.set(path, children);
  return children;
}

function compareNodes(a: FileNode, b: FileNode): number {
  const rank = (node: FileNode) => (node.children ? 0 : 1);
  return rank(a) - rank(b) || a.name.localeCompare(b.name, 'en');
}

/** The folders on the way to each file. */
export function listFolders(nodes: readonly FileNode[]): string[] {
  return nodes.flatMap(({ path, children }) =>
    children ? [path, ...listFolders(children)] : [],
  );
}

/** The folders that a file lies in, the outermost first. */
export function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** What a person most likely looks at first. */
export function firstFile(files: readonly PlanFile[]): string | undefined {
  const readme = files.find(({ path }) => /^readme\.md$/i.test(path));
  return (readme ?? files[0])?.path;
}
