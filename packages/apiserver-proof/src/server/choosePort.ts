import { createServer, type AddressInfo } from 'node:net';

export const LOOPBACK = '127.0.0.1';

/**
 * A port of the loopback address that nobody uses.
 *
 * @param wanted the port a person asked for; undefined takes any
 */
export function choosePort(wanted?: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', error =>
      reject(
        new Error(`Port ${wanted} cannot be used: ${error.message}`, {
          cause: error,
        }),
      ),
    );
    server.listen(wanted ?? 0, LOOPBACK, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
