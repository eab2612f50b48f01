import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { waitFor } from '../__testUtils__/waitFor';
import { ToolBox } from './ToolBox';

describe('ToolBox', () => {
  let folder: string;
  let tools: ToolBox;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tools-'));
    tools = new ToolBox(
      mockServices.rootConfig({
        data: { goldenPath: { tools: { directory: folder } } },
      }),
    );
  });
  afterEach(async () => {
    tools.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function write(name: string, script: string) {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return path;
  }
  const run = (path: string, args: string[] = [], timeoutMs?: number) =>
    tools.run(path, args, { cwd: folder, home: folder, timeoutMs });
  const isAlive = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it('finds a tool, and one that is installed later', async () => {
    expect(await tools.find('later')).toBeUndefined();
    const path = await write('later', 'true');
    expect(await tools.findAll(['later', 'never'])).toEqual({
      paths: new Map([['later', path]]),
      missing: ['never'],
    });
  });

  it('gives what a tool says, without a shell and without the environment of the portal', async () => {
    process.env.TOOLBOX_SECRET = 'secret';
    const path = await write(
      'say',
      'echo "$1|$HOME|$TOOLBOX_SECRET"; echo no >&2; exit 3',
    );
    expect(await run(path, ['$(id) "x"'])).toEqual({
      code: 3,
      stdout: `$(id) "x"|${folder}|\n`,
      stderr: 'no\n',
    });
    delete process.env.TOOLBOX_SECRET;
  });

  it('stops a tool that is too slow, and says so', async () => {
    const path = await write('slow', 'exec sleep 30');
    expect(await run(path, [], 100)).toMatchObject({
      code: 1,
      stderr: 'stopped after 0.1 s',
    });
  });

  it('says why a tool cannot be started', async () => {
    expect(await run(join(folder, 'none'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('ENOENT'),
    });
    expect(await run(await write('zero', 'true'), ['a\0b'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('null bytes'),
    });
  });

  it('runs many at a time, each with its own answer', async () => {
    const path = await write('echo', 'echo "$1"');
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => run(path, [`${index}`])),
    );
    expect(results.map(each => each.stdout.trim())).toEqual(
      Array.from({ length: 20 }, (_, index) => `${index}`),
    );
  });

  it('ends what it started when it stops, and starts again afterwards', async () => {
    const path = await write('serve', 'echo $$ > "$1"; exec sleep 60');
    const pidFile = join(folder, 'pid');
    const served = tools.serve(path, [pidFile], { cwd: folder, home: folder });
    const readPid = async () =>
      Number(await readFile(pidFile, 'utf8').catch(() => ''));
    await waitFor(async () => (await readPid()) > 0);
    const pid = await readPid();
    expect(isAlive(pid)).toBe(true);

    tools.stop();
    await served.ended;
    await waitFor(async () => !isAlive(pid));
    expect(await run(await write('again', 'echo again'))).toMatchObject({
      stdout: 'again\n',
    });
  });

  it('ends a served tool alone', async () => {
    const path = await write('serve', 'exec sleep 60');
    const options = { cwd: folder, home: folder };
    const served = tools.serve(path, [], options);
    served.stop();
    await served.ended;
    expect(await run(await write('other', 'echo on'))).toMatchObject({
      stdout: 'on\n',
    });
  });

  it('answers for the tools that run while it is stopped', async () => {
    const running = run(await write('slow', 'exec sleep 30'));
    tools.stop();
    expect(await running).toEqual({
      code: 1,
      stdout: '',
      stderr: 'it was stopped',
    });
  });
});
