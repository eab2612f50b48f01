import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { ToolBox } from '../tools/ToolBox';
import { renderEnvironments, STAND_IN_DIGEST } from './renderEnvironments';

describe('renderEnvironments', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'environments-'));
    await mkdir(join(folder, 'charts/billing'), { recursive: true });
    await mkdir(join(folder, 'deploy/overlays/dev'), { recursive: true });
    await writeFile(join(folder, 'charts/billing/values-dev.yaml'), '{}');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Stand-ins that write what they were called with, as an object of Kubernetes. */
  async function tools(scripts: Record<string, string>) {
    const paths: Record<string, string> = {};
    for (const name of ['helm', 'kustomize']) {
      paths[name] = join(folder, name);
      if (scripts[name]) {
        await writeFile(paths[name], `#!/bin/sh\n${scripts[name]}\n`, {
          mode: 0o755,
        });
      }
    }
    return new ToolBox(
      mockServices.rootConfig({ data: { goldenPath: { tools: paths } } }),
    );
  }

  const ECHO =
    'echo "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: \'$*\'}\n---\n# nothing"';
  const render = (toolBox: ToolBox) =>
    renderEnvironments(toolBox, {
      ...{ folder, home: folder, name: 'billing' },
      environments: ['dev', 'prod'],
      namespaces: { dev: 'notes-dev', prod: 'notes-prod' },
    });

  it('renders the chart with the values of each environment, and the overlay where there is one', async () => {
    const [dev, prod] = await render(
      await tools({ helm: ECHO, kustomize: ECHO }),
    );
    expect(dev).toMatchObject({
      name: 'dev',
      namespace: 'notes-dev',
      manifests: {
        state: 'available',
        data: [
          {
            source: 'chart',
            kind: 'ConfigMap',
            name: `template billing charts/billing --values charts/billing/values-dev.yaml --namespace notes-dev --set image.digest=${STAND_IN_DIGEST}`,
          },
          { source: 'kustomize', name: 'build deploy/overlays/dev' },
        ],
      },
    });
    expect(prod.manifests).toMatchObject({
      data: [
        {
          name: `template billing charts/billing --namespace notes-prod --set image.digest=${STAND_IN_DIGEST}`,
        },
      ],
    });
  });

  it('says what is missing and how to get it', async () => {
    const [dev] = await render(await tools({ kustomize: ECHO }));
    expect(dev.manifests).toEqual({
      state: 'unavailable',
      reason: '"helm" is not installed, so charts/billing cannot be rendered',
      fix: 'npm run tools',
    });
  });

  it('says what the tool said when it fails', async () => {
    const helm = 'echo "values don\'t meet the schema" >&2; exit 1';
    const [dev] = await render(await tools({ helm, kustomize: ECHO }));
    expect(dev.manifests).toEqual({
      state: 'failed',
      reason: "helm: values don't meet the schema",
    });
  });
});
