import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { EmittedService } from './emittedService';
import { Role, tokenOf, visitAs } from './people';
import { SERVICE } from './scaffold';
import { Stage } from './stage';

const run = promisify(execFile);

async function statusOf(
  stage: Stage,
  role: Role,
  path: string,
  init: RequestInit = {},
): Promise<number> {
  const token = await tokenOf(stage, role);
  const response = await fetch(`${stage.url}${path}`, {
    ...init,
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'application/json',
    },
  });
  return response.status;
}

/** Commits an empty change and pushes it; the token of the person is the password. */
async function push(stage: Stage, role: Role): Promise<void> {
  const clone = await EmittedService.clone(
    `${stage.url}/git/notes/${SERVICE}.git`,
  );
  try {
    const token = await tokenOf(stage, role);
    const git = (...args: string[]) =>
      run(
        'git',
        [
          ...['-c', 'user.name=E2E', '-c', 'user.email=e2e@example.com'],
          ...['-c', `http.extraHeader=Authorization: Bearer ${token}`],
          ...['-C', clone.folder, ...args],
        ],
        { env: { ...process.env, GIT_TERMINAL_PROMPT: '0' } },
      );
    await git('commit', '--quiet', '--allow-empty', '-m', `from ${role}`);
    await git('push', '--quiet', 'origin', 'main');
  } finally {
    await clone.remove();
  }
}

export function denyScenarios(stage: Stage): void {
  describe('what people may not do', () => {
    it('a learner cannot scaffold', async () => {
      const body = JSON.stringify({
        templateRef: 'template:default/node-service',
        values: {
          name: 'learner-made',
          description: 'x',
          owner: 'group:default/learners',
          system: 'system:default/notes',
          repoOwner: 'notes',
        },
      });
      const path = '/api/scaffolder/v2/tasks';
      const status = await statusOf(stage, 'learner', path, {
        method: 'POST',
        body,
      });
      assert.equal(status, 403);
    });

    it('a developer cannot read the audit log, a platform engineer can', async () => {
      const path = '/api/audit-log/v1/events';
      assert.equal(await statusOf(stage, 'developer', path), 403);
      assert.equal(await statusOf(stage, 'platformEngineer', path), 200);
    });

    it('the audit log page tells a developer why it is closed', async () => {
      const { page, close } = await visitAs(stage, 'developer');
      await page.goto('/audit-log');
      await page
        .getByText(/platform/i)
        .first()
        .waitFor();
      await close();
    });

    it('the audit log shows a platform engineer who scaffolded', async () => {
      const { page, close } = await visitAs(stage, 'platformEngineer');
      await page.goto('/audit-log');
      await page
        .getByRole('row')
        .filter({ hasText: /dev.rivera/i })
        .first()
        .waitFor();
      await close();
    });

    it(
      'a learner cannot push, an owner can',
      { timeout: 120_000 },
      async () => {
        await assert.rejects(push(stage, 'learner'), /403|denied|not allowed/i);
        await push(stage, 'developer');
      },
    );

    it('a developer cannot unregister what another team owns', async () => {
      const token = await tokenOf(stage, 'developer');
      const found = await fetch(
        `${stage.url}/api/catalog/entities/by-name/system/default/portal`,
        { headers: { Authorization: `Bearer ${token}` } },
      );
      const { metadata } = (await found.json()) as {
        metadata: { uid: string };
      };
      const status = await statusOf(
        stage,
        'developer',
        `/api/catalog/entities/by-uid/${metadata.uid}`,
        { method: 'DELETE' },
      );
      assert.equal(status, 403);
    });
  });
}
