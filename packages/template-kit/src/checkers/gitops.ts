import { parseAllDocuments } from 'yaml';
import type { Checker } from '../check';
import type { EmittedRepository } from '../repository';
import { API_SCHEMAS, conform, judge } from './judgeManifests';

const TREE = /^(root\.yaml$|(apps|projects|environments|platform|policies)\/)/;
/** Objects; a folder of Kustomize says how others are put together. */
const OBJECTS =
  /^(root\.yaml|(apps|projects|platform\/namespaces)\/(?!.*kustomization).*\.yaml)$/;
const IS_TREE = /^root\.yaml$/;

/** Checks of the tree that Argo CD reads. */
export const gitopsCheckers: Checker[] = [
  {
    id: 'gitops-schema',
    artefact: 'gitops',
    proves: 'Argo CD and Kubernetes accept what lies in the tree',
    inputs: OBJECTS,
    needs: IS_TREE,
    tools: ['kubeconform'],
    schemas: ['kubernetes', ...API_SCHEMAS],
    check: async (repository, context) =>
      conform(
        Object.values(repository.texts(OBJECTS))
          .map(text => text.trimEnd())
          .join('\n---\n'),
        context,
      ),
  },
  {
    id: 'gitops-rules',
    artefact: 'gitops',
    proves: 'projects permit what applications ask for, and no more',
    inputs: TREE,
    needs: IS_TREE,
    tools: ['conftest'],
    check: (_repository, context) =>
      judge('', context, [
        'conftest',
        ...['test', '--no-color', '--combine', '--parser', 'yaml'],
        ...['--policy', 'policies', 'root.yaml', 'apps', 'projects'],
        ...['environments', 'platform/namespaces'],
      ]),
  },
  {
    id: 'gitops-rule-tests',
    artefact: 'gitops',
    proves: 'the rules of the tree pass their own tests',
    inputs: /^policies\/[^/]+\.rego$/,
    tools: ['conftest'],
    check: (_repository, context) =>
      judge('', context, ['conftest', 'verify', '--policy', 'policies']),
  },
  {
    id: 'gitops-paths',
    artefact: 'gitops',
    proves: 'every application of the tree points at a folder that is there',
    inputs: TREE,
    needs: IS_TREE,
    check: async repository => findMissingFolders(repository),
  },
];

type Source = { repoURL?: string; path?: string };
type Application = {
  kind?: string;
  metadata?: { name?: string };
  spec?: { source?: Source; sources?: Source[] };
};

function findMissingFolders(repository: EmittedRepository): string[] {
  const objects = Object.values(repository.texts(OBJECTS)).flatMap(text =>
    parseAllDocuments(text).map(document => document.toJS() as Application),
  );
  // The repository of the tree itself is the one that its root application reads.
  const root = parseAllDocuments(repository.text('root.yaml'))
    .map(document => document.toJS() as Application)
    .find(({ kind }) => kind === 'Application');
  const own = root?.spec?.source?.repoURL;
  if (!own) return ['root.yaml holds no Application with a source'];
  return objects.flatMap(({ kind, metadata, spec = {} }) =>
    [spec.source ?? {}, ...(spec.sources ?? [])]
      .filter(
        ({ repoURL, path }) =>
          kind === 'Application' &&
          repoURL === own &&
          path !== undefined &&
          repository.paths().every(each => !each.startsWith(`${path}/`)),
      )
      .map(
        ({ path }) =>
          `Application ${metadata?.name} reads ${path}, which is not there`,
      ),
  );
}
