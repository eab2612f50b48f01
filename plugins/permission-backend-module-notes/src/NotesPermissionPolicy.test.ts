/** Unit layer: the policy alone. `policy.integration.test.ts` asks a started backend. */
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
import { findRule, matchesRule } from './findRule';
import { NotesPermissionPolicy } from './NotesPermissionPolicy';
import { RULES } from './rules';

const PEOPLE = {
  developer: ['user:default/dev.rivera', 'group:default/notes-team'],
  platform: ['user:default/pat.platform', 'group:default/platform-team'],
  learner: ['user:default/lee.learner', 'group:default/learners'],
};
type PersonName = keyof typeof PEOPLE;

const devtools = ['administer', 'info.read'].map(name =>
  createPermission({
    name: `devtools.${name}`,
    attributes: name.endsWith('read') ? { action: 'read' } : {},
  }),
);

const KNOWN: Permission[] = [
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

function permissionNamed(name: string): Permission {
  const found = KNOWN.find(permission => permission.name === name);
  if (!found) {
    throw new Error(`No plugin declares the permission ${name}`);
  }
  return found;
}

function createPolicy(notes: object = {}) {
  const logger = mockServices.logger.mock();
  const config = mockServices.rootConfig({ data: { permission: { notes } } });
  return {
    logger,
    policy: NotesPermissionPolicy.fromConfig(config, { logger }),
  };
}

function userNamed(person: PersonName) {
  const [userEntityRef] = PEOPLE[person];
  return {
    credentials: mockCredentials.user(userEntityRef),
    info: { userEntityRef, ownershipEntityRefs: PEOPLE[person] },
  };
}

/** The word of the table below for a decision. */
function describeDecision(decision: PolicyDecision, person: PersonName) {
  if (decision.result !== AuthorizeResult.CONDITIONAL) {
    return decision.result.toLocaleLowerCase('en-US');
  }
  const conditions = JSON.stringify(decision.conditions);
  if (conditions.includes('"not"')) {
    return conditions.includes('HAS_TAG') ? 'unprivileged' : conditions;
  }
  return conditions.includes(PEOPLE[person][0]) ? 'own' : conditions;
}

describe('NotesPermissionPolicy', () => {
  const TABLE = [
    {
      action: 'catalog.entity.read',
      developer: 'allow',
      platform: 'allow',
      learner: 'allow',
      reason: 'everybody reads',
    },
    {
      action: 'catalog.entity.validate',
      developer: 'allow',
      platform: 'allow',
      learner: 'allow',
      reason: 'checking a file changes nothing',
    },
    {
      action: 'catalog.entity.create',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'learners create no services',
    },
    {
      action: 'catalog.entity.refresh',
      developer: 'own',
      platform: 'allow',
      learner: 'own',
      reason: 'owners change what they own',
    },
    {
      action: 'catalog.entity.delete',
      developer: 'own',
      platform: 'allow',
      learner: 'own',
      reason: 'only platform engineers unregister the entities of others',
    },
    {
      action: 'catalog.location.read',
      developer: 'allow',
      platform: 'allow',
      learner: 'allow',
      reason: 'everybody reads',
    },
    {
      action: 'catalog.location.create',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'registering is part of creating a service',
    },
    {
      action: 'catalog.location.analyze',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'analysing fetches an address for the caller',
    },
    {
      action: 'catalog.location.delete',
      developer: 'deny',
      platform: 'allow',
      learner: 'deny',
      reason: 'a location takes the entities of all its owners along',
    },
    {
      action: 'catalog.ingestion.read',
      developer: 'allow',
      platform: 'allow',
      learner: 'allow',
      reason: 'everybody reads',
    },
    {
      action: 'catalog.ingestion.manage',
      developer: 'deny',
      platform: 'allow',
      learner: 'deny',
      reason: 'ingestion belongs to the platform',
    },

    {
      action: 'scaffolder.template.parameter.read',
      developer: 'unprivileged',
      platform: 'allow',
      learner: 'unprivileged',
      reason: 'privileged templates are for platform engineers',
    },
    {
      action: 'scaffolder.template.step.read',
      developer: 'unprivileged',
      platform: 'allow',
      learner: 'unprivileged',
      reason: 'a step that cannot be read cannot be run',
    },
    {
      action: 'scaffolder.template.dry-run',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'a dry run executes actions',
    },
    {
      action: 'scaffolder.template.management',
      developer: 'deny',
      platform: 'allow',
      learner: 'deny',
      reason: 'templates belong to the platform',
    },
    {
      action: 'scaffolder.action.execute',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'learners create no services',
    },
    {
      action: 'scaffolder.task.create',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'learners create no services',
    },
    {
      action: 'scaffolder.task.read',
      developer: 'own',
      platform: 'allow',
      learner: 'own',
      reason: 'a readable task can be retried',
    },
    {
      action: 'scaffolder.task.cancel',
      developer: 'own',
      platform: 'allow',
      learner: 'own',
      reason: 'people cancel what they started',
    },

    {
      action: 'goldenPath.plan.read',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'a plan shows what a template holds; each sees their own',
    },
    {
      action: 'goldenPath.plan.create',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'learners create no services',
    },
    {
      action: 'goldenPath.plan.approve',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'the owner group of the template decides, whoever is in it',
    },

    {
      action: 'githost.repository.read',
      developer: 'allow',
      platform: 'allow',
      learner: 'allow',
      reason: 'everybody reads',
    },
    {
      action: 'githost.repository.create',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'learners create no services',
    },
    {
      action: 'githost.repository.push',
      developer: 'own',
      platform: 'allow',
      learner: 'own',
      reason: 'owners change what they own',
    },
    {
      action: 'githost.repository.archive',
      developer: 'own',
      platform: 'allow',
      learner: 'own',
      reason: 'owners change what they own',
    },
    {
      action: 'githost.repository.delete',
      developer: 'own',
      platform: 'allow',
      learner: 'own',
      reason: 'owners change what they own',
    },
    {
      action: 'githost.pull-request.create',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'a pull request proposes a change to a service',
    },
    {
      action: 'githost.pull-request.merge',
      developer: 'own',
      platform: 'allow',
      learner: 'own',
      reason: 'a merge is a push',
    },
    {
      action: 'gitops.application.create',
      developer: 'allow',
      platform: 'allow',
      learner: 'deny',
      reason: 'whoever makes a service deploys it',
    },
    {
      action: 'gitops.application.manage',
      developer: 'deny',
      platform: 'allow',
      learner: 'deny',
      reason: 'it opens the project of another group',
    },

    {
      action: 'kubernetes.clusters.read',
      developer: 'allow',
      platform: 'allow',
      learner: 'allow',
      reason: 'everybody reads',
    },
    {
      action: 'kubernetes.resources.read',
      developer: 'allow',
      platform: 'allow',
      learner: 'allow',
      reason: 'everybody reads',
    },
    {
      action: 'kubernetes.proxy',
      developer: 'deny',
      platform: 'allow',
      learner: 'deny',
      reason: 'the proxy can write and read secrets',
    },
    {
      action: 'argocd.view.read',
      developer: 'allow',
      platform: 'allow',
      learner: 'allow',
      reason: 'everybody reads',
    },
    {
      action: 'connections.detail.read',
      developer: 'deny',
      platform: 'allow',
      learner: 'deny',
      reason:
        'everybody reads states; names of clusters and hosts are for those who mend them',
    },
    {
      action: 'devtools.administer',
      developer: 'deny',
      platform: 'allow',
      learner: 'deny',
      reason: 'the tools show configuration',
    },
    {
      action: 'devtools.info.read',
      developer: 'deny',
      platform: 'allow',
      learner: 'deny',
      reason: 'a listed prefix wins over the default for reads',
    },
    {
      action: 'audit.event.read',
      developer: 'deny',
      platform: 'allow',
      learner: 'deny',
      reason: 'only platform engineers read the audit log',
    },
  ];

  describe.each(['developer', 'platform', 'learner'] as const)('%s', person => {
    it.each(TABLE.map(row => ({ ...row, expected: row[person] })))(
      '$action: $expected, because $reason',
      async ({ action, expected }) => {
        const permission = permissionNamed(action);
        const decision = await createPolicy().policy.handle(
          { permission },
          userNamed(person),
        );
        expect(describeDecision(decision, person)).toBe(expected);
      },
    );
  });

  it('has a row in this table for each permission that an installed plugin declares', () => {
    expect(KNOWN.map(({ name }) => name).sort()).toEqual(
      TABLE.map(({ action }) => action).sort(),
    );
  });

  it('has no rule that an earlier one hides or that no plugin declares', () => {
    for (const rule of RULES) {
      const decided = KNOWN.filter(permission =>
        matchesRule(rule, permission.name),
      );
      expect([rule.permission, decided.length]).not.toEqual([
        rule.permission,
        0,
      ]);
      expect(
        decided.map(findRule).every(({ allow }) => allow === rule.allow),
      ).toBe(true);
    }
  });

  it('never gives a person two limited reaches, of which only one would count', () => {
    for (const { allow } of RULES) {
      const limited = new Set(
        Object.values(allow).filter(reach => reach !== 'all'),
      );
      expect(limited.size).toBeLessThanOrEqual(1);
    }
  });

  it.each(KNOWN.map(permission => permission.name))(
    'denies %s to somebody who is not signed in',
    async name => {
      const permission = permissionNamed(name);
      const decision = await createPolicy().policy.handle({ permission });
      expect(decision).toEqual({ result: AuthorizeResult.DENY });
    },
  );

  describe('with a permission that no rule names', () => {
    it.each([
      { attributes: { action: 'read' }, expected: 'allow', warnings: 0 },
      { attributes: { action: 'update' }, expected: 'deny', warnings: 1 },
      { attributes: {}, expected: 'deny', warnings: 1 },
    ] as const)(
      'answers $expected for $attributes and logs it $warnings time(s)',
      async ({ attributes, expected, warnings }) => {
        const { policy, logger } = createPolicy();
        const permission = createPermission({
          name: 'later.thing',
          attributes,
        });
        for (const person of ['platform', 'developer', 'learner'] as const) {
          const decision = await policy.handle(
            { permission },
            userNamed(person),
          );
          expect(describeDecision(decision, person)).toBe(expected);
        }
        expect(logger.warn).toHaveBeenCalledTimes(warnings);
      },
    );

    it('stops logging when somebody keeps making names up', async () => {
      const { policy, logger } = createPolicy();
      for (let index = 0; index < 150; index++) {
        const permission = createPermission({
          name: `x.${index}`,
          attributes: {},
        });
        await policy.handle({ permission }, userNamed('learner'));
      }
      expect(logger.warn).toHaveBeenCalledTimes(100);
    });
  });

  it('denies, and says so once, when ownership is asked of a plugin that cannot tell it', async () => {
    const { policy, logger } = createPolicy();
    const permission = createPermission({
      name: 'catalog.entity.delete',
      attributes: { action: 'delete' },
    });
    const decisions = [
      await policy.handle({ permission }, userNamed('developer')),
      await policy.handle({ permission }, userNamed('developer')),
      await policy.handle({ permission }, userNamed('platform')),
    ];
    expect(decisions.map(({ result }) => result)).toEqual([
      AuthorizeResult.DENY,
      AuthorizeResult.DENY,
      AuthorizeResult.ALLOW,
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });

  it('takes groups and tag from the configuration', async () => {
    const { policy } = createPolicy({
      platformGroups: ['Group:Default/Learners'],
      developerGroups: [],
      privilegedTag: 'careful',
    });
    const audit = { permission: permissionNamed('audit.event.read') };
    const create = { permission: permissionNamed('scaffolder.task.create') };
    const steps = {
      permission: permissionNamed('scaffolder.template.step.read'),
    };

    expect((await policy.handle(audit, userNamed('learner'))).result).toBe(
      'ALLOW',
    );
    expect((await policy.handle(audit, userNamed('platform'))).result).toBe(
      'DENY',
    );
    expect((await policy.handle(create, userNamed('developer'))).result).toBe(
      'DENY',
    );
    expect(
      JSON.stringify(await policy.handle(steps, userNamed('developer'))),
    ).toContain('"tag":"careful"');
  });

  it.each([
    {
      notes: { platformGroups: [] },
      message: /platformGroups': the list is empty/,
    },
    {
      notes: { platformGroups: ['user:default/pat'] },
      message: /platformGroups\[0\]': 'user:default\/pat' is not a group/,
    },
    {
      notes: { developerGroups: ['notes-team'] },
      message: /developerGroups\[0\]': 'notes-team' is not a group; expected/,
    },
    { notes: { privilegedTag: 7 }, message: /privilegedTag/ },
  ])(
    'refuses the configuration $notes and names the key',
    ({ notes, message }) => {
      expect(() => createPolicy(notes)).toThrow(message);
    },
  );
});
