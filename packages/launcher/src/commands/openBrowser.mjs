import { spawn } from 'node:child_process';

/** Opens the browser where there is one; a machine without a desktop simply has none. */
export function openBrowser(url) {
  const command =
    { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  child.once('error', () => {});
  child.unref();
}
