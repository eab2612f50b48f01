import type { TextFiles } from './findTextProblems';

type LockEntry = { integrity?: string; optionalDependencies?: object };
type Manifest = {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
};

const IMPORT = /(?:from |meta\.resolve\()'((?:@[\w-]+\/)?[\w-]+)/g;

/** Where code, package.json and package-lock.json do not tell the same story. */
export function findDependencyProblems(files: TextFiles): string[] {
  const manifest: Manifest = JSON.parse(files['package.json']);
  const lock = JSON.parse(files['package-lock.json']);
  return [
    ...findCodeProblems(manifest, importsOf(files)),
    ...findLockProblems(manifest, lock.packages),
    ...(files['package-lock.json'].includes('"resolved"')
      ? ['package-lock.json names a registry']
      : []),
  ];
}

function importsOf(files: TextFiles): Set<string> {
  // k6 brings what the smoke test imports.
  const code = Object.entries(files).filter(
    ([path]) => /\.(ts|js)$/.test(path) && !path.startsWith('smoke/'),
  );
  const names = code.flatMap(([, text]) =>
    [...text.matchAll(IMPORT)].map(match => match[1]),
  );
  return new Set(names.filter(name => name !== 'node'));
}

function findCodeProblems(manifest: Manifest, imports: Set<string>): string[] {
  const known = { ...manifest.dependencies, ...manifest.devDependencies };
  return [
    ...[...imports]
      .filter(name => !(name in known))
      .map(name => `${name} is imported but not a dependency`),
    ...Object.keys(manifest.dependencies ?? {})
      .filter(name => !imports.has(name))
      .map(name => `${name} is a dependency that nothing imports`),
  ];
}

function findLockProblems(
  manifest: Manifest,
  packages: Record<string, LockEntry & Manifest>,
): string[] {
  const { '': root, ...rest } = packages;
  const same =
    JSON.stringify([root.dependencies, root.devDependencies]) ===
    JSON.stringify([manifest.dependencies, manifest.devDependencies]);
  const incomplete = Object.entries(rest).flatMap(([path, entry]) => [
    ...(entry.integrity?.startsWith('sha512-') ? [] : [`${path} has no hash`]),
    // npm leaves out what it could not find for another platform, and npm ci then refuses the file.
    ...Object.keys(entry.optionalDependencies ?? {})
      .filter(name => !(`node_modules/${name}` in packages))
      .map(name => `${name}, which ${path} may need, is not locked`),
  ]);
  return [...(same ? [] : ['package-lock.json is out of date']), ...incomplete];
}
