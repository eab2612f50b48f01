/** Unit layer: the policy alone. `policy.integration.test.ts` asks a started backend. */
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  createPolicy,
  describeDecision,
  KNOWN,
  permissionNamed,
  userNamed,
} from './__testUtils__/createPolicy';
import { DECISIONS, PERSONS } from './__testUtils__/decisions';

describe('NotesPermissionPolicy', () => {
  describe.each(PERSONS)('%s', person => {
    it.each(DECISIONS.map(row => ({ ...row, expected: row[person] })))(
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
      DECISIONS.map(({ action }) => action).sort(),
    );
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
        for (const person of PERSONS) {
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
