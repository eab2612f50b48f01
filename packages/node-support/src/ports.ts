import { connect, createServer, type AddressInfo } from 'node:net';

const LOOPBACK = '127.0.0.1';

/**
 * A port of the loopback address on which nobody listens. Somebody may take it before its finder does.
 *
 * @public
 */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, LOOPBACK, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/**
 * Whether somebody listens on a port of the loopback address.
 *
 * @public
 */
export function acceptsConnections(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, LOOPBACK);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
