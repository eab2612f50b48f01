import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  describeBranchProblem,
  describePathProblem,
} from '@notes/plugin-git-host-common';
import { ENVIRONMENTS, type Environment } from './environments';
import type { ServiceApplication } from './ServiceApplication';

const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const SHA_OR_TAG = /^(?:[0-9a-f]{40}|v?\d+\.\d+\.\d+(?:[-+][\w.-]+)?)$/;

export interface AddApplicationInput {
  name: string;
  repoUrl: string;
  owner: string;
  system: string;
  revision: string;
  defaultBranch?: string;
  chartPath?: string;
  overlaysPath?: string;
  namespaces?: Partial<Record<Environment, string>>;
  costCenter?: string;
  dataClassification?: string;
  mesh?: string;
  canary?: string;
}

/** Checks and completes what a template says about its service. */
export function parseService(input: AddApplicationInput): ServiceApplication {
  const name = label('name', input.name, 40);
  const owner = parseRef('owner', input.owner, 'group');
  const system = parseRef('system', input.system, 'system');
  const systemName = toLabel(system.name);
  const canaries = input.canary !== undefined && input.canary !== 'none';
  return {
    name,
    repoUrl: repository(input.repoUrl),
    defaultBranch: branch(input.defaultBranch ?? 'main'),
    revision: revision(input.revision),
    chartPath: path('chartPath', input.chartPath ?? `charts/${name}`),
    overlaysPath: path('overlaysPath', input.overlaysPath ?? 'deploy/overlays'),
    owner: owner.ref,
    system: system.ref,
    systemName,
    // A person and a group may have one name, and must not share a project.
    project: toLabel(
      owner.kind === 'group' ? owner.name : `${owner.kind}-${owner.name}`,
    ),
    namespaces: Object.fromEntries(
      ENVIRONMENTS.map(environment => [
        environment,
        label(
          `namespaces.${environment}`,
          input.namespaces?.[environment] ?? `${systemName}-${environment}`,
          63,
        ),
      ]),
    ) as Record<Environment, string>,
    costCenter: label('costCenter', input.costCenter ?? 'engineering', 63),
    dataClassification: label(
      'dataClassification',
      input.dataClassification ?? 'internal',
      63,
    ),
    canaryMesh:
      canaries && (input.mesh === 'sidecar' || input.mesh === 'ambient')
        ? input.mesh
        : 'none',
  };
}

function label(field: string, value: string, maxLength: number): string {
  if (!LABEL.test(value) || value.length > maxLength) {
    throw new InputError(
      `${field} ${quote(value)} is not accepted: expected up to ${maxLength} lower-case letters, digits and hyphens, beginning and ending with a letter or digit`,
    );
  }
  return value;
}

function repository(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const accepted =
    url &&
    /^https?:$/.test(url.protocol) &&
    !url.username &&
    !url.password &&
    !url.search &&
    !url.hash &&
    !/[\s\p{Cc}]/u.test(value);
  if (!accepted) {
    throw new InputError(
      // The value is left out: it may hold a password.
      "repoUrl is not accepted: expected an http(s) address for git clone without a password, such as 'https://github.com/notes/orders.git'",
    );
  }
  return value;
}

function branch(value: string): string {
  const problem = describeBranchProblem(value);
  if (problem) {
    throw new InputError(`defaultBranch: ${problem}`);
  }
  return value;
}

function revision(value: string): string {
  if (!SHA_OR_TAG.test(value)) {
    throw new InputError(
      `revision ${quote(value)} is not accepted: production runs a commit or a tag, expected 40 hexadecimal characters or a version such as 'v1.0.0'`,
    );
  }
  return value;
}

function path(field: string, value: string): string {
  const problem = describePathProblem(value);
  if (problem) {
    throw new InputError(`${field}: ${problem}`);
  }
  return value;
}

function parseRef(field: string, value: string, defaultKind: string) {
  try {
    const parsed = parseEntityRef(value, {
      defaultKind,
      defaultNamespace: DEFAULT_NAMESPACE,
    });
    const kind = parsed.kind.toLocaleLowerCase('en-US');
    return { ref: stringifyEntityRef(parsed), kind, name: parsed.name };
  } catch {
    throw new InputError(
      `${field} ${quote(value)} is not accepted: expected an entity reference such as '${defaultKind}:default/notes'`,
    );
  }
}

/** A Kubernetes name is a DNS label, and an entity name may hold more than that. */
function toLabel(name: string): string {
  return name
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 55)
    .replace(/-+$/, '');
}

function quote(value: string): string {
  return JSON.stringify(value.slice(0, 80));
}
