import { join } from 'node:path';
import { gitEnvironment } from './createGitOpsRepository';
import { NAME } from './deliveryValues';
import type { RenderedRepository } from './renderRepository';
import { runTool } from './tools';

/** The file that says what runs in staging. */
export const VALUES_PATH = `environments/staging/values/${NAME}.yaml`;

export const valuesOf = (digest: string, more = '') =>
  `image:\n  repository: ghcr.io/notes/${NAME}\n  digest: ${digest}\n${more}`;

/** Runs a script of the emitted repository as the pipeline does. */
export function runScript(
  service: RenderedRepository,
  name: string,
  args: string[],
  env: Record<string, string> = {},
) {
  return runTool('bash', [join(service.folder, 'scripts', name), ...args], {
    cwd: service.folder,
    env: { ...(gitEnvironment as Record<string, string>), ...env },
  });
}
