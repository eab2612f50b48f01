import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import { version as scaffolderVersion } from '@backstage/plugin-scaffolder-backend/package.json';
import { canonicalJson } from '@notes/plugin-golden-path-common';
import { stringify } from 'yaml';
import type { PlatformSettings } from '../config';
import { hashTree } from '../git';
import type { RenderedFile } from '../render';
import { lintLock } from './lintLock';
import { listFileSteps } from './listFileSteps';
import { selectParameters } from './selectParameters';
import { LOCK_PATH, type TemplateLock } from './TemplateLock';

const HEADER = `# Written by the developer portal: which template made this repository, and from what. Only its upgrade
# pull requests change this file. Format: docs/architecture/template-lock.md of the portal.
`;
const MIN_SECRET = 4;

/** @public */
export type LockSource = {
  template: TemplateLock['template'];
  /** `spec` of the template. */
  spec: JsonObject;
  values: JsonObject;
  /** What the frame took for parameters that were left out; written too, because a later frame may take another. */
  defaults?: JsonObject;
  settings: PlatformSettings;
  /** The whole rendered repository. */
  files: readonly RenderedFile[];
  taskId: string;
  unmanaged: string[];
  secrets?: Record<string, string>;
};

/**
 * The lock of a rendered repository as text, checked before it is given out.
 *
 * @public
 */
export function createLock(source: LockSource): {
  lock: TemplateLock;
  text: string;
} {
  const { secrets = {} } = source;
  const secretValues = Object.values(secrets).filter(
    value => value.length >= MIN_SECRET,
  );
  const selected = selectParameters({
    pages: source.spec.parameters,
    values: source.values,
    defaults: source.defaults,
    secrets,
  });
  const files = source.files.filter(file => file.path !== LOCK_PATH);
  // Their content would never be rendered again, and its hash could be guessed at.
  const secretFiles = files
    .filter(({ content }) =>
      secretValues.some(value => content.includes(value)),
    )
    .map(file => file.path);
  const tree = files.filter(file => !secretFiles.includes(file.path));
  const lock: TemplateLock = {
    version: 1,
    template: source.template,
    renderer: {
      scaffolder: scaffolderVersion,
      steps: `sha256:${hashSteps(source.spec)}`,
    },
    platform: platformOf(source.settings),
    parameters: selected.parameters as TemplateLock['parameters'],
    omitted: [...selected.omitted, ...Object.keys(secrets)]
      .filter((name, index, all) => all.indexOf(name) === index)
      .sort(),
    secretFiles,
    pending: {},
    render: { tree: hashTree(tree), root: '.', files: tree.length },
    scaffold: { task: source.taskId, commit: null },
    unmanaged: source.unmanaged,
    history: [],
  };
  const text = HEADER + stringify(lock, { lineWidth: 0 });
  const problems = lintLock(text);
  if (secretValues.some(value => text.includes(value))) {
    problems.push('a secret of the task would be written');
  }
  if (problems.length > 0) {
    throw new InputError(
      `${LOCK_PATH} is not accepted: ${problems.join('; ')}`,
    );
  }
  return { lock, text };
}

/** Key by key, because callers may hand over settings that hold more. */
function platformOf(settings: PlatformSettings): TemplateLock['platform'] {
  return {
    platformBaseUrl: settings.platformBaseUrl,
    gitHostUrl: settings.gitHostUrl,
    grafanaUrl: settings.grafanaUrl,
    registries: { ...settings.registries },
    crossplaneForm: settings.crossplaneForm,
    gitopsRepo: settings.gitopsRepo,
    podSecurityVersion: settings.podSecurityVersion,
  };
}

/** Over the steps that write files: another step changes nothing in the repository. */
function hashSteps(spec: JsonObject): string {
  return createHash('sha256')
    .update(canonicalJson(listFileSteps(spec.steps)))
    .digest('hex');
}
