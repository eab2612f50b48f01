import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import {
  hashTree,
  lintLock,
  readGoldenPathSettings,
  readRenderedFiles,
  renderGoldenPath,
} from '@notes/plugin-golden-path-node';
import { parse, stringify } from 'yaml';
import { createRecordAction } from './createRecordAction';
import { createRenderAction } from './createRenderAction';
import { examples as renderExamples } from './createRenderAction.examples';
import { createUndoAction } from './createUndoAction';
import { createCheckOwner } from '../render/checkOwner';
import { examples as undoExamples } from './createUndoAction.examples';

const TREE = 'b'.repeat(40);
const config = mockServices.rootConfig({
  data: { backend: { baseUrl: 'http://localhost:7007' } },
});
const values = {
  name: 'billing',
  description: 'Writes "invoices"',
  owner: 'group:default/notes-team',
  system: 'system:default/notes',
  repoOwner: 'notes',
};

describe('the actions of the golden path', () => {
  let root: string;
  let workspacePath: string;
  const ledger = {
    record: jest.fn(),
    list: jest.fn(),
    begin: jest.fn(),
    undo: jest.fn(),
  };
  const scaffolder = { getTask: jest.fn() };
  const checkPlan = jest.fn();
  const takeSnapshot = jest.fn();
  const permissions = mockServices.permissions.mock();

  beforeEach(async () => {
    jest.resetAllMocks();
    ledger.begin.mockResolvedValue({ undone: [], left: [] });
    checkPlan.mockResolvedValue({ planId: undefined });
    permissions.authorize.mockResolvedValue([{ result: 'DENY' }] as never);
    takeSnapshot.mockResolvedValue({
      repository: 'platform/templates',
      url: 'http://localhost:7007/git/platform/templates.git',
      commit: TREE,
    });
    root = await mkdtemp(join(tmpdir(), 'actions-'));
    workspacePath = join(root, 'workspace');
    await mkdir(workspacePath);
    await write('_shared/docs/README.md', '# ${{ values.name }}\n');
    await write(
      'demo/skeleton/${{ values.name }}.json',
      '{"about": ${{ values.description | dump }}}\n',
    );
    await write(
      'demo/golden-path.yaml',
      stringify({
        apiVersion: 'golden-path.notes.dev/v1',
        kind: 'GoldenPath',
        version: '1.2.0',
        language: 'node',
        layers: [{ from: '_shared/docs' }, { from: 'demo/skeleton' }],
        unmanaged: ['src/**'],
        approval: { required: true },
      }),
    );
    const text = { type: 'string' };
    const properties = Object.fromEntries(
      Object.keys(values).map(name => [name, text]),
    );
    await write(
      'demo/template.yaml',
      stringify({ spec: { parameters: [{ properties }], steps: [] } }),
    );
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(path: string, content: string) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }

  const library = () => ({
    reader: mockServices.urlReader.mock(),
    integrations: ScmIntegrations.fromConfig(config),
    libraryDirectory: root,
  });

  function contextOf(input: object, change: object = {}) {
    const output: Record<string, unknown> = {};
    const context = createMockActionContext({
      workspacePath,
      task: { id: 'task-1' },
      templateInfo: {
        entityRef: 'template:default/demo',
        baseUrl: `file://${root}/demo/template.yaml`,
      },
    });
    return {
      output,
      context: {
        ...context,
        input,
        step: { id: 'step' },
        // The stand-in makes them inside the workspace, the scaffolder beside it.
        createTemporaryDirectory: () => mkdtemp(join(root, 'layer-')),
        output: (name: string, value: unknown) => {
          output[name] = value;
        },
        getInitiatorCredentials: async () => mockCredentials.user(),
        ...change,
        // The runner checks the input against the schema; the tests give it directly.
      } as never,
    };
  }

  const render = () =>
    createRenderAction({
      ...{ ...library(), ledger, scaffolder, checkPlan },
      checkOwner: createCheckOwner({
        permissions,
        userInfo: mockServices.userInfo({
          ownershipEntityRefs: ['group:default/notes-team'],
        }),
      }),
      settings: readGoldenPathSettings(config),
    });
  const record = () =>
    createRecordAction({
      ...{ ...library(), takeSnapshot },
      settings: readGoldenPathSettings(config),
      templatesRepository: 'platform/templates',
    });

  describe('golden-path:render', () => {
    it('writes byte for byte what the renderer gives, and says what it used', async () => {
      const { context, output } = contextOf({ values });
      await render().handler(context);

      const files = await readRenderedFiles(workspacePath);
      const expected = await renderGoldenPath({
        libraryRoot: root,
        template: 'demo',
        parameters: values,
        settings: readGoldenPathSettings(config),
      });
      expect(files).toEqual(expected.files);
      expect(output).toMatchObject({
        files: 2,
        tree: hashTree(files),
        version: '1.2.0',
        approvalRequired: true,
        layers: ['_shared/docs', 'demo/skeleton'],
        values: { repoSlug: 'notes/billing' },
        parameters: { ...values, tier: 'standard' },
      });
      expect(checkPlan).toHaveBeenCalledWith(
        {
          templateRef: 'template:default/demo',
          inputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
          renderTree: hashTree(files),
          approvalRequired: true,
        },
        expect.anything(),
      );
      expect(ledger.begin).toHaveBeenCalledWith(
        {
          taskId: 'task-1',
          templateRef: 'template:default/demo',
          subject: 'notes/billing',
        },
        expect.anything(),
      );
    });

    it('stops before anything is taken back or made when the plan says no', async () => {
      checkPlan.mockRejectedValue(new Error('The template changed'));
      const { context } = contextOf({ values });
      await expect(render().handler(context)).rejects.toThrow(
        'The template changed',
      );
      expect(ledger.begin).not.toHaveBeenCalled();
    });

    it('refuses a group that the person is no member of, unless they manage all', async () => {
      const foreign = { ...values, owner: 'group:default/auth-team' };
      for (const change of [{}, { isDryRun: true }]) {
        await expect(
          render().handler(contextOf({ values: foreign }, change).context),
        ).rejects.toThrow(
          "owner 'group:default/auth-team' is not accepted: you are no member, choose a group of yours",
        );
      }
      expect(ledger.begin).not.toHaveBeenCalled();

      permissions.authorize.mockResolvedValue([{ result: 'ALLOW' }] as never);
      await render().handler(contextOf({ values: foreign }).context);
      expect(ledger.begin).toHaveBeenCalled();
    });

    it('asks nobody in a dry run, and finds the library of a template that carries nothing', async () => {
      const { context, output } = contextOf(
        { values },
        {
          isDryRun: true,
          templateInfo: {
            entityRef: 'template:default/dry-run',
            entity: { metadata: { name: 'demo' } },
            baseUrl: `file://${root}/elsewhere/1/template.yaml`,
          },
        },
      );
      await render().handler(context);
      expect(output.files).toBe(2);
      expect(checkPlan).not.toHaveBeenCalled();
      expect(ledger.begin).not.toHaveBeenCalled();
    });

    it.each([
      [{ values: { ...values, name: 'a;b' } }, /name: "a;b" is not accepted/],
      [{ values: {} }, /name is missing; description is missing/],
    ])('refuses %j for callers of the API', async (input, message) => {
      const { context } = contextOf(input);
      await expect(render().handler(context)).rejects.toThrow(message);
      expect(await readRenderedFiles(workspacePath)).toEqual([]);
    });

    it('needs to know where the template is', async () => {
      const { context } = contextOf({ values }, { templateInfo: undefined });
      await expect(render().handler(context)).rejects.toThrow(
        /The template has no location/,
      );
    });
  });

  describe('template:record', () => {
    const lockOf = async () =>
      readFile(join(workspacePath, '.backstage/template.lock.yaml'), 'utf8');

    it('writes a lock that passes its own lint', async () => {
      await render().handler(contextOf({ values }).context);
      const { context, output } = contextOf({ values });
      await record().handler(context);

      const text = await lockOf();
      expect(lintLock(text)).toEqual([]);
      expect(parse(text)).toMatchObject({
        template: {
          ref: 'template:default/demo',
          path: 'demo',
          commit: TREE,
          version: '1.2.0',
          dirTree: expect.stringMatching(/^[0-9a-f]{40}$/),
          sharedTree: expect.stringMatching(/^[0-9a-f]{40}$/),
        },
        parameters: values,
        unmanaged: ['src/**'],
        render: { tree: output.tree, files: 2 },
      });
    });

    it('keeps no version of the library in a dry run', async () => {
      const { context } = contextOf({ values }, { isDryRun: true });
      await record().handler(context);
      expect(takeSnapshot).not.toHaveBeenCalled();
      expect(parse(await lockOf()).template.commit).toBeNull();
    });

    it('says that the form is needed when it is missing', async () => {
      await rm(join(root, 'demo/template.yaml'));
      const { context } = contextOf({ values });
      await expect(record().handler(context)).rejects.toThrow(
        /demo\/template.yaml is missing: it says which parameters/,
      );
    });
  });

  describe('golden-path:undo', () => {
    it('takes back what was made, and records what lies elsewhere', async () => {
      ledger.undo.mockResolvedValue({
        undone: [{ kind: 'repository', target: 'notes/billing' }],
        left: [{ kind: 'repository', target: 'https://x', problem: 'By hand' }],
      });
      const { context, output } = contextOf({ left: ['https://x', ''] });
      await createUndoAction({ ledger }).handler(context);
      expect(ledger.record).toHaveBeenCalledTimes(1);
      expect(ledger.record).toHaveBeenCalledWith(
        expect.objectContaining({ target: 'https://x', state: 'done' }),
        expect.anything(),
      );
      expect(output).toEqual({
        undone: ['notes/billing'],
        left: ['https://x'],
      });
    });

    it('does nothing in a dry run', async () => {
      const { context } = contextOf({}, { isDryRun: true });
      await createUndoAction({ ledger }).handler(context);
      expect(ledger.undo).not.toHaveBeenCalled();
    });
  });

  it('shows examples that name its own actions', () => {
    const actions = [...renderExamples, ...undoExamples].map(
      ({ example }) => parse(example).steps[0].action,
    );
    expect(actions).toEqual(['golden-path:render', 'golden-path:undo']);
  });
});
