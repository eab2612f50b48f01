import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RenderedRepository, renderRepository } from './renderRepository';
import { runScript } from './runScript';
import { describeWith, findTool } from './tools';

// Other processes do the work, and a busy machine gives them little.
jest.setTimeout(60_000);

describeWith(
  ['conftest', 'kubeconform', 'jq'],
  'the check of the manifests',
  () => {
    let repository: RenderedRepository;
    beforeAll(() => {
      repository = renderRepository();
      const { folder } = repository;
      const write = (path: string, text: string) => {
        mkdirSync(join(folder, path, '..'), { recursive: true });
        writeFileSync(join(folder, path), text, { mode: 0o755 });
      };
      // The chart is not of these layers: what it would render comes from the fixtures of the rules.
      write(
        'stubs/helm',
        '#!/bin/sh\n[ "$1" = lint ] || cat "policies/fixtures/$RENDERS.yaml"\n',
      );
      write('stubs/kustomize', '#!/bin/sh\ncat policies/fixtures/pass.yaml\n');
      write('stubs/kube-linter', '#!/bin/sh\nexit "${LINTER:-0}"\n');
      for (const tool of ['conftest', 'kubeconform'])
        write(`stubs/${tool}`, `#!/bin/sh\nexec '${findTool(tool)}' "$@"\n`);
      for (const kind of ['deployment-apps-v1', 'cronjob-batch-v1'])
        write(
          `schemas/${kind}.json`,
          JSON.stringify({ type: 'object', required: ['spec'] }),
        );
    });
    afterAll(() => repository.remove());

    const check = (env: Record<string, string> = {}) =>
      runScript(repository, 'check-manifests.sh', [], {
        PATH: `${repository.folder}/stubs:${process.env.PATH}`,
        RENDERS: 'pass',
        KUBECONFORM_SCHEMAS: `${repository.folder}/schemas/{{.ResourceKind}}{{.KindSuffix}}.json`,
        ...env,
      });

    it('passes what keeps the rules', () => {
      expect(check()).toMatchObject({ status: 0 });
    });

    it('fails with the rule that is broken', () => {
      const { status, output } = check({ RENDERS: 'fail' });
      expect(status).not.toBe(0);
      expect(output).toMatch(/non-root: Deployment billing-service-non-root/);
    });

    it('fails when no object had a schema, for then nothing was checked', () => {
      const { status, output } = check({
        KUBECONFORM_SCHEMAS: `${repository.folder}/nowhere/{{.ResourceKind}}.json`,
      });
      expect([status, output]).toEqual([
        1,
        expect.stringMatching(
          /no object in dev\.yaml has a schema at .*nowhere/,
        ),
      ]);
    });

    it('fails when the linter does', () => {
      expect(check({ LINTER: '1' })).toMatchObject({ status: 1 });
    });
  },
);
