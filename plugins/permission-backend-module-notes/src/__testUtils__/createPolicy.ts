import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { argocdPermissions } from '@backstage-community/plugin-argocd-common';
import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import { kubernetesPermissions } from '@backstage/plugin-kubernetes-common';
import {
  AuthorizeResult,
  createPermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { auditPermissions } from '@notes/plugin-audit-log-common';
import { connectionsPermissions } from '@notes/plugin-connections-common';
import { gitHostPermissions } from '@notes/plugin-git-host-common';
import {
  gitopsPermissions,
  goldenPathPermissions,
} from '@notes/plugin-golden-path-common';
import { NotesPermissionPolicy } from '../NotesPermissionPolicy';
import type { PersonName } from './decisions';

const PEOPLE: Record<PersonName, string[]> = {
  developer: ['user:default/dev.rivera', 'group:default/notes-team'],
  platform: ['user:default/pat.platform', 'group:default/platform-team'],
  learner: ['user:default/lee.learner', 'group:default/learners'],
};

const devtools = ['administer', 'info.read'].map(name =>
  createPermission({
    name: `devtools.${name}`,
    attributes: name.endsWith('read') ? { action: 'read' } : {},
  }),
);

/** Every permission that an installed plugin declares. */
export const KNOWN: Permission[] = [
  ...catalogPermissions,
  ...scaffolderPermissions,
  ...kubernetesPermissions,
  ...argocdPermissions,
  ...gitHostPermissions,
  ...goldenPathPermissions,
  ...gitopsPermissions,
  ...auditPermissions,
  ...connectionsPermissions,
  ...devtools,
];

export function permissionNamed(name: string): Permission {
  const found = KNOWN.find(permission => permission.name === name);
  if (!found) {
    throw new Error(`No plugin declares the permission ${name}`);
  }
  return found;
}

export function createPolicy(notes: object = {}) {
  const logger = mockServices.logger.mock();
  const config = mockServices.rootConfig({ data: { permission: { notes } } });
  return {
    logger,
    policy: NotesPermissionPolicy.fromConfig(config, { logger }),
  };
}

export function userNamed(person: PersonName) {
  const [userEntityRef] = PEOPLE[person];
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: { userEntityRef, ownershipEntityRefs: PEOPLE[person] },
  };
}

/** The word of the table below for a decision. */
export function describeDecision(decision: PolicyDecision, person: PersonName) {
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    return decision.result.toLocaleLowerCase('en-US');
  }
  const conditions = JSON.stringify(decision.conditions);
  if (conditions.includes('"not"')) {
    return conditions.includes('HAS_TAG') ? 'unprivileged' : conditions;
  }
  return conditions.includes(PEOPLE[person][0]) ? 'own' : conditions;
}
