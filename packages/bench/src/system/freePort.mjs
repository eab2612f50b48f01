import net from 'node:net';

// Below the range from which systems number outgoing connections: a port from
// that range may be taken between this search and the start of the server.
const FIRST = 17400;
const LAST = 17499;
let next = FIRST;

/** The next port of the bench's own range that nobody listens on. */
export async function freePort() {
  for (let tried = FIRST; tried <= LAST; tried += 1) {
    const port = next;
    next = next === LAST ? FIRST : next + 1;
    if (await isFree(port)) {
      return port;
    }
  }
  throw new Error(`no free port between ${FIRST} and ${LAST}`);
}

function isFree(port) {
  return new Promise(resolve => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
