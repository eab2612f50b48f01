import net from 'node:net';

/**
 * Says whether a port can be used for listening. Both a bind to every address and a bind to the loopback are
 * tried: a server on 127.0.0.1 alone does not always stop a bind to "::".
 */
export async function isPortFree(port) {
  for (const host of ['127.0.0.1', '0.0.0.0', '::']) {
    const outcome = await tryListen(port, host);
    if (outcome === 'busy') {
      return false;
    }
  }
  return true;
}

/** A free loopback port; the preferred one when it is still free. */
export async function findFreePort(preferred) {
  if (preferred && (await isPortFree(preferred))) {
    return preferred;
  }
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Opens and closes a connection; says why it failed. */
export function tryConnect({ host, port, timeoutMs = 5000 }) {
  return new Promise(resolve => {
    const socket = net.connect({ host, port });
    const finish = outcome => {
      socket.destroy();
      resolve(outcome);
    };
    socket.setTimeout(timeoutMs, () =>
      finish({
        connected: false,
        reason: `no answer within ${timeoutMs / 1000} s`,
      }),
    );
    socket.once('connect', () => finish({ connected: true }));
    socket.once('error', error =>
      finish({ connected: false, reason: describeConnectError(error) }),
    );
  });
}

function describeConnectError(error) {
  const words = {
    ECONNREFUSED: 'connection refused',
    ENOTFOUND: 'unknown host name',
    EAI_AGAIN: 'the host name cannot be resolved now',
    EHOSTUNREACH: 'host unreachable',
    ENETUNREACH: 'network unreachable',
  };
  return words[error.code] ?? error.code ?? error.message;
}

function tryListen(port, host) {
  return new Promise(resolve => {
    const server = net.createServer();
    // Machines without IPv6 answer EADDRNOTAVAIL or EAFNOSUPPORT; that says nothing about the port.
    server.once('error', error =>
      resolve(
        ['EADDRINUSE', 'EACCES'].includes(error.code) ? 'busy' : 'unknown',
      ),
    );
    server.listen({ port, host, exclusive: true }, () =>
      server.close(() => resolve('free')),
    );
  });
}
