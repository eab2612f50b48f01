import { mkdtempSync, rmSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import {
  renderGoldenPath,
  type PlatformSettings,
} from '@notes/plugin-golden-path-node';

export const LIBRARY = resolvePackagePath(
  '@notes/template-tests',
  '../../templates',
);

export const settings: PlatformSettings = {
  platformBaseUrl: 'https://portal.example',
  gitHostUrl: 'https://portal.example/git',
  grafanaUrl: 'https://grafana.example',
  registries: {
    ecr: 'registry.example/ecr',
    ghcr: 'ghcr.io',
    dockerhub: 'docker.io',
  },
  crossplaneForm: 'namespaced',
  podSecurityVersion: 'v1.35',
  gitopsRepo: 'platform/gitops',
};

/** A rendered repository in a folder of its own. */
export class RenderedRepository {
  readonly folder = mkdtempSync(join(tmpdir(), 'gitops-test-'));
  readonly files = new Map<string, string>();

  static async render(template: string, parameters: JsonObject) {
    const repository = new RenderedRepository();
    const { files } = await renderGoldenPath({
      ...{ libraryRoot: LIBRARY, template, parameters, settings },
    });
    for (const { path, content, executable } of files) {
      await repository.write(path, content.toString('utf8'));
      if (executable) {
        await chmod(join(repository.folder, path), 0o755);
      }
    }
    return repository;
  }

  async write(path: string, content: string): Promise<void> {
    await mkdir(dirname(join(this.folder, path)), { recursive: true });
    await writeFile(join(this.folder, path), content);
    this.files.set(path, content);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
