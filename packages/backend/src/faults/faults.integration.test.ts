/**
 * App layer: every step of every template fails once, with the real templates, plugins, policy, git and
 * PostgreSQL. What a task has made must be gone after it.
 */
import { planned } from './__testUtils__/faultModule';
import type { FaultMode } from './__testUtils__/HttpFaults';
import { DEVELOPER, PLATFORM } from './__testUtils__/people';
import {
  type FaultPortal,
  startFaultPortal,
} from './__testUtils__/startFaultPortal';
import {
  gitopsValues,
  resourceValues,
  serviceValues,
} from './__testUtils__/values';
import { waitFor } from './__testUtils__/waitFor';

jest.setTimeout(120_000);

let portal: FaultPortal;
beforeAll(async () => {
  portal = await startFaultPortal();
}, 120_000);
afterAll(() => portal?.stop());
beforeEach(() => {
  portal.faults.reset();
  for (const key of Object.keys(planned) as (keyof typeof planned)[]) {
    delete planned[key];
  }
});

const WHAT: Record<string, string> = {
  publish: 'repository',
  register: 'repository',
  gitops: 'gitops-application',
  propose: 'pull-request',
};

/** Runs a template that must fail, and expects everything to be as it was. */
async function expectNothingLeft(
  template: string,
  values: Record<string, unknown>,
) {
  const before = await portal.look();
  const task = await portal.run(template, values);
  expect(task).toMatchObject({ status: 'failed' });
  expect(await portal.look()).toEqual(before);
  const entries = await portal.client.listLedger(
    task.taskId,
    portal.as(DEVELOPER),
  );
  expect(entries.filter(entry => entry.state !== 'undone')).toEqual([]);
  if (values.name) {
    const { name } = values;
    await waitFor(async () => !(await portal.hasEntity(String(name))));
  }
  return { ...task, entries };
}

describe.each([
  {
    template: 'node-service',
    values: serviceValues('node-faults'),
    steps: [
      'render',
      'claimDatabase',
      'record',
      'publish',
      'register',
      'gitops',
    ],
  },
  {
    template: 'python-service',
    values: serviceValues('python-faults'),
    steps: [
      'render',
      'claimDatabase',
      'record',
      'publish',
      'register',
      'gitops',
    ],
  },
  {
    template: 'gitops',
    values: gitopsValues('gitops-faults'),
    steps: ['render', 'record', 'publish', 'register'],
    needsApproval: true,
  },
])('$template', ({ template, values, steps, needsApproval }) => {
  beforeAll(async () => {
    if (needsApproval) {
      await portal.approve(template, values);
    }
  });

  it.each(steps)('leaves nothing when it fails after "%s"', async step => {
    planned.failAfter = step;
    const { log } = await expectNothingLeft(template, values);
    expect(log).toContain(`A fault after '${step}'`);
    const slug = `${values.repoOwner}/${values.name}`;
    const made = steps.slice(0, steps.indexOf(step) + 1);
    expect(log.includes(`Took back repository ${slug}`)).toBe(
      made.includes('publish'),
    );
    expect(log.includes(`Took back ${WHAT.gitops} ${values.name}`)).toBe(
      made.includes('gitops'),
    );
    expect(log).not.toContain('Left behind');
  });

  it('makes everything with the same values afterwards', async () => {
    const task = await portal.run(template, values);
    expect(task).toMatchObject({ status: 'completed' });
    const { branches } = await portal.look();
    expect(branches).toHaveProperty([`${values.repoOwner}/${values.name}`]);
    await waitFor(async () => portal.hasEntity(values.name));
  });
});

describe('a GitOps repository that nobody has approved', () => {
  const values = { ...gitopsValues('gitops-sneaky'), repoOwner: 'platform' };

  it.each([DEVELOPER, PLATFORM])('is not made for %s', async user => {
    const before = await portal.look();
    const owner =
      user === DEVELOPER ? values.owner : 'group:default/platform-team';
    const task = await portal.run('gitops', { ...values, owner }, user);
    expect(task.status).toBe('failed');
    expect(task.log).toMatch(
      /This template needs a plan that .* has approved: make one and ask/,
    );
    expect(await portal.look()).toEqual(before);
  });
});

describe('inside the steps of a service', () => {
  const values = serviceValues('inside-faults');
  const places: [string, string, RegExp, FaultMode[]][] = [
    [
      'the plan is checked',
      'POST',
      /golden-path\/v1\/render-checks$/,
      ['refuse'],
    ],
    [
      'the ledger is opened',
      'POST',
      /golden-path\/v1\/ledger\/tasks$/,
      ['refuse', 'lose'],
    ],
    [
      'the library is kept',
      'POST',
      /golden-path\/v1\/library/,
      ['refuse', 'lose'],
    ],
    [
      'an effect is recorded',
      'POST',
      /golden-path\/v1\/ledger$/,
      ['refuse', 'lose'],
    ],
    [
      'the repository is made',
      'POST',
      /git-host\/v1\/repositories$/,
      ['refuse', 'lose', 'hang-up'],
    ],
    [
      'the file is registered',
      'POST',
      /catalog\/locations\?dryRun=false|catalog\/locations$/,
      ['refuse', 'lose', 'hang-up'],
    ],
    [
      'the GitOps repository is read',
      'GET',
      /repositories\/platform\/gitops\/tree/,
      ['refuse'],
    ],
    [
      'the GitOps repository is written',
      'POST',
      /repositories\/platform\/gitops\/commits/,
      ['refuse', 'lose', 'hang-up'],
    ],
  ];

  it.each(
    places.flatMap(([place, method, path, modes]) =>
      modes.map(mode => [mode, place, method, path] as const),
    ),
  )('leaves nothing after "%s" when %s', async (mode, _, method, path) => {
    portal.faults.add(method, path, mode, { times: 1 });
    await expectNothingLeft('node-service', values);
    expect(portal.faults.hits).toBe(1);
  });

  // For the repository and for GitOps: what is intended, and that it is done.
  it.each([0, 1, 2, 3])(
    'leaves nothing when the ledger loses its record after %s others',
    async skip => {
      const path = /golden-path\/v1\/ledger$/;
      portal.faults.add('POST', path, 'lose', { skip, times: 1 });
      await expectNothingLeft('node-service', values);
      expect(portal.faults.hits).toBe(1);
    },
  );
});

describe('resource', () => {
  const service = 'node-faults';
  const values = resourceValues(service);

  it.each(['prepare', 'claim', 'propose'])(
    'leaves nothing when it fails after "%s"',
    async step => {
      planned.failAfter = step;
      const { log } = await expectNothingLeft('resource', values);
      expect(log.includes('Took back pull-request')).toBe(step === 'propose');
    },
  );

  it.each<FaultMode>(['refuse', 'lose', 'hang-up'])(
    'leaves nothing after "%s" when the pull request is opened',
    async mode => {
      portal.faults.add('POST', /pull-requests$/, mode, { times: 1 });
      await expectNothingLeft('resource', values);
      expect(portal.faults.hits).toBe(1);
    },
  );

  it('opens the pull request with the same values afterwards', async () => {
    const task = await portal.run('resource', values);
    expect(task).toMatchObject({ status: 'completed' });
    expect((await portal.look()).pulls).toHaveLength(1);
  });
});
