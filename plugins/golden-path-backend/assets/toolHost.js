// @ts-check
/**
 * Starts tools for the portal, in a small process of its own.
 *
 * A process that holds 700 MB takes tens of milliseconds to start another, during which it answers
 * nobody; this one takes a few. It has no secrets, and ends with the portal, together with everything
 * that it started.
 */
const { execFile, spawn } = require('node:child_process');
const { availableParallelism } = require('node:os');

const MAX_OUTPUT = 64 * 1024 * 1024;
/** More at a time would only wait for each other. */
const AT_ONCE = Math.max(2, availableParallelism());

/** @type {Map<number, import('node:child_process').ChildProcess>} */
const running = new Map();
/** @type {(() => void)[]} */
const waiting = [];
let active = 0;

/**
 * The portal may end while it is answered, which is no error here.
 *
 * @param {object} answer
 */
function send(answer) {
  if (process.connected) {
    process.send?.(answer, undefined, undefined, () => {});
  }
}

function runNext() {
  active -= 1;
  waiting.shift()?.();
}

/** @param {import('node:child_process').ExecFileException} error */
function codeOf({ code }) {
  return typeof code === 'number' ? code : 1;
}

/** @param {{ id: number, path: string, args: string[], cwd: string, env: Record<string, string>, timeoutMs: number }} job */
function run({ id, path, args, cwd, env, timeoutMs }) {
  active += 1;
  if (args.some(each => each.includes('\0'))) {
    const stderr = 'an argument has null bytes';
    send({ ...{ id, code: 1, stdout: '', stderr }, late: false });
    runNext();
    return;
  }
  const started = performance.now();
  const child = execFile(
    path,
    args,
    {
      ...{ cwd, env, maxBuffer: MAX_OUTPUT },
      ...{ timeout: timeoutMs, killSignal: 'SIGKILL' },
    },
    (error, stdout, stderr) => {
      running.delete(id);
      runNext();
      const late = performance.now() - started >= timeoutMs && error?.killed;
      send({
        ...{ id, stdout, late: Boolean(late) },
        code: error ? codeOf(error) : 0,
        stderr: error ? stderr || error.message : stderr,
      });
    },
  );
  running.set(id, child);
}

/** @param {{ id: number, path: string, args: string[], cwd: string, env: Record<string, string> }} job */
function serve({ id, path, args, cwd, env }) {
  const child = spawn(path, args, { cwd, env, stdio: 'ignore' });
  running.set(id, child);
  const end = () => {
    running.delete(id);
    send({ id, ended: true });
  };
  child.once('error', end);
  child.once('exit', end);
}

/** @param {any} job */
function accept(job) {
  if (job.kind === 'end') {
    running.get(job.server)?.kill('SIGKILL');
  } else if (job.kind === 'serve') {
    serve(job);
  } else if (active < AT_ONCE) {
    run(job);
  } else {
    waiting.push(() => run(job));
  }
}

process.on('message', accept);

process.on('disconnect', () => process.exit(0));

// Also after an error of its own: nothing that it started outlives it.
process.on('exit', () => {
  for (const child of running.values()) {
    child.kill('SIGKILL');
  }
});
