import net from 'node:net';
import { describeFailure } from '@notes/plugin-connections-common';

/**
 * Opens and closes a TCP connection.
 *
 * @returns the words for the failure, or undefined when somebody listens
 */
export function reachTcp(
  host: string,
  port: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise(resolve => {
    const socket = net.connect({ host, port });
    const end = (failure?: string) => {
      socket.destroy();
      resolve(failure);
    };
    socket.once('connect', () => end());
    socket.once('error', error => end(describeFailure(error)));
    signal.addEventListener('abort', () => end('does not answer in time'), {
      once: true,
    });
  });
}
