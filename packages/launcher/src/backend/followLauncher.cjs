'use strict';

/*
 * Preloaded into the backend. The launcher keeps a pipe open on the descriptor in PORTAL_LIFELINE_FD; the operating
 * system closes it when the launcher ends, also after a kill -9. The backend then stops as it does on Ctrl-C,
 * so that no orphan holds the port.
 */
const descriptor = Number(process.env.PORTAL_LIFELINE_FD);
if (Number.isInteger(descriptor) && descriptor > 2) {
  delete process.env.PORTAL_LIFELINE_FD;
  const { Socket } = require('node:net');
  const lifeline = new Socket({
    fd: descriptor,
    readable: true,
    writable: false,
  });
  lifeline.on('error', () => {});
  lifeline.once('close', () => {
    process.kill(process.pid, 'SIGTERM');
    // A shutdown that hangs must not keep the port either.
    setTimeout(() => process.exit(1), 20_000).unref();
  });
  lifeline.resume();
  lifeline.unref();
}
