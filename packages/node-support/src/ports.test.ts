import { once } from 'node:events';
import { createServer } from 'node:net';
import { acceptsConnections, findFreePort } from './ports';

describe('a free port', () => {
  it('accepts connections only while somebody listens on it', async () => {
    const port = await findFreePort();
    expect(await acceptsConnections(port)).toBe(false);

    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    expect(await acceptsConnections(port)).toBe(true);

    server.close();
    await once(server, 'close');
    expect(await acceptsConnections(port)).toBe(false);
  });
});
