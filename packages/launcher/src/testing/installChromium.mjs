import fs from 'node:fs';

import { findChromium } from '../system/findChromium.mjs';
import { runLogged } from '../system/runLogged.mjs';

/**
 * Finds Chromium, or installs it on a Debian where we may.
 *
 * @returns {Promise<{ chromium?: string, reason?: string }>} the reason why there is none
 */
export async function ensureChromium({ paths, steps, shutdown }) {
  const found = findChromium();
  if (found) {
    return { chromium: found };
  }
  if (!fs.existsSync('/etc/debian_version')) {
    return { reason: 'Chromium is not on PATH' };
  }
  if (process.getuid?.() !== 0) {
    return {
      reason:
        'Chromium is not on PATH and only root may install it (apt-get install chromium)',
    };
  }
  try {
    await steps.run('Install Chromium (apt)', () =>
      aptInstall({ paths, signal: shutdown.signal }),
    );
  } catch (error) {
    if (error.name === 'Interrupted') {
      throw error;
    }
    return { reason: `Chromium could not be installed: ${error.message}` };
  }
  const installed = findChromium();
  return installed
    ? { chromium: installed }
    : { reason: 'Chromium was installed but is not on PATH' };
}

async function aptInstall({ paths, signal }) {
  const apt = async args =>
    runLogged({
      command: 'apt-get',
      args,
      cwd: '/',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      logs: paths.logs,
      name: `apt-${args[0]}`,
      signal,
      timeoutMs: 10 * 60_000,
    });
  await apt(['update']);
  await apt(['install', '-y', '--no-install-recommends', 'chromium']);
}
