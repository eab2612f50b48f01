/** What the rules need to know of a workspace package. */
export interface WorkspacePackage {
  /** Folder below the root, for example `plugins/git-host-backend`. */
  folder: string;
  name: string;
  role: string;
  /** Names of the workspace packages that it needs at run time. */
  dependencies: string[];
}

interface ArrowRule {
  reason: string;
  forbids(from: WorkspacePackage, to: WorkspacePackage): boolean;
}

const isApp = (p: WorkspacePackage) =>
  p.folder === 'packages/app' || p.folder === 'packages/backend';
const runsInBrowser = (p: WorkspacePackage) =>
  p.role.startsWith('frontend') || p.role === 'web-library';
const runsInBackend = (p: WorkspacePackage) =>
  p.role.startsWith('backend') || p.role === 'node-library';
const isService = (p: WorkspacePackage) =>
  /^packages\/.*(-service|-gateway)$/.test(p.folder);

/** The arrows of `docs/architecture/index.md`, as rules. */
const RULES: ArrowRule[] = [
  {
    reason:
      'nothing imports the launcher, which runs before anything is installed',
    forbids: (_, to) => to.folder === 'packages/launcher',
  },
  {
    reason: 'plugins do not know the app or the backend that carries them',
    forbids: (from, to) => !isApp(from) && isApp(to),
  },
  {
    reason: 'code for the browser does not import code for the server',
    forbids: (from, to) => runsInBrowser(from) && runsInBackend(to),
  },
  {
    reason: 'code for the server does not import code for the browser',
    forbids: (from, to) =>
      runsInBackend(from) && runsInBrowser(to) && !isApp(to),
  },
  {
    reason: 'what both sides share imports neither side',
    forbids: (from, to) =>
      from.role === 'common-library' && to.role !== 'common-library',
  },
  {
    reason: 'plugins know the Notes services only through the catalog',
    forbids: (from, to) => from.folder.startsWith('plugins/') && isService(to),
  },
];

/** One line for each dependency that points the wrong way. */
export function findWrongArrows(packages: WorkspacePackage[]): string[] {
  const byName = new Map(packages.map(p => [p.name, p]));
  return packages.flatMap(from =>
    from.dependencies.flatMap(name => {
      const to = byName.get(name);
      const broken = to ? RULES.filter(rule => rule.forbids(from, to)) : [];
      return broken.map(rule => `${from.folder} -> ${name}: ${rule.reason}`);
    }),
  );
}
