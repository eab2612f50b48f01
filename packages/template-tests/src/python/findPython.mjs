import { runCommand } from '../../scripts/lib/runCommand.mjs';

const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11'];
const SCRIPT =
  'import sys, venv, ensurepip; print(".".join(map(str, sys.version_info[:2])))';

/** A Python that the service supports and that can make environments, if this machine has one. */
export async function findPython() {
  for (const command of CANDIDATES) {
    const version = await runCommand(command, ['-c', SCRIPT], {
      summary: /^(3\.\d+)$/m,
    }).catch(() => undefined);
    if (version && Number(version.split('.')[1]) >= 11)
      return { command, version };
  }
  return undefined;
}
