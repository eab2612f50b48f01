import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Serves catalog files from memory, as a git host does. */
export async function startFileServer() {
  const files = new Map<string, string>();
  const server = createServer((req, res) => {
    const text = files.get(req.url ?? '');
    res.writeHead(text === undefined ? 404 : 200);
    res.end(text);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;
  return {
    host,
    /** Answers the address of the file. */
    put(path: string, text: string): string {
      files.set(path, text);
      return `http://${host}${path}`;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}
