import { fork, type ChildProcess } from 'node:child_process';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** What a tool said. */
export type ToolResult = { code: number; stdout: string; stderr: string };

type Job = {
  path: string;
  args: string[];
  cwd: string;
  env: Record<string, string | undefined>;
};

type Answer =
  | (ToolResult & { id: number; late: boolean; ended?: undefined })
  | { id: number; ended: true };

/** A tool that runs until it is stopped; `ended` resolves when it does not run any longer. */
export type Served = { ended: Promise<void>; stop(): void };

type Connection = {
  child: ChildProcess;
  answers: Map<number, (answer: Answer | undefined) => void>;
};

/**
 * The small process that starts tools for the portal, see `assets/toolHost.js`.
 *
 * It is started with the first tool, and again when it has ended.
 */
export class ToolHost {
  #connection: Connection | undefined;
  #lastId = 0;

  async run(job: Job, timeoutMs: number): Promise<ToolResult> {
    const answer = await this.#ask({ kind: 'run', ...job, timeoutMs });
    if (!answer || answer.ended) {
      return { code: 1, stdout: '', stderr: 'it was stopped' };
    }
    const { code, stdout, stderr, late } = answer;
    return late
      ? { code, stdout, stderr: `stopped after ${timeoutMs / 1000} s` }
      : { code, stdout, stderr };
  }

  serve(job: Job): Served {
    const ended = this.#ask({ kind: 'serve', ...job }).then(() => {});
    const { child } = this.#connect();
    const server = this.#lastId;
    return { ended, stop: () => void send(child, { kind: 'end', server }) };
  }

  /** Ends everything that runs. */
  stop(): void {
    const child = this.#connection?.child;
    this.#connection = undefined;
    if (child?.connected) {
      child.disconnect();
    }
  }

  /** Resolves to nothing when the process ends before it has answered. */
  #ask(message: object): Promise<Answer | undefined> {
    const { child, answers } = this.#connect();
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise(resolve => {
      answers.set(id, resolve);
      child.channel?.ref();
      send(child, { ...message, id });
    });
  }

  #connect(): Connection {
    return (this.#connection ??= this.#start());
  }

  #start(): Connection {
    const child = fork(
      resolvePackagePath(
        '@notes/plugin-golden-path-backend',
        'assets/toolHost.js',
      ),
      {
        execArgv: [],
        env: { PATH: process.env.PATH },
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      },
    );
    const answers: Connection['answers'] = new Map();
    const connection = { child, answers };
    child.on('message', answer => {
      const { id } = answer as Answer;
      answers.get(id)?.(answer as Answer);
      answers.delete(id);
      // What is not waited for does not keep the portal from ending.
      if (answers.size === 0) {
        child.channel?.unref();
      }
    });
    child.on('error', () => this.#lose(connection));
    child.once('disconnect', () => this.#lose(connection));
    child.unref();
    return connection;
  }

  #lose(connection: Connection): void {
    if (this.#connection === connection) {
      this.#connection = undefined;
    }
    for (const resolve of connection.answers.values()) {
      resolve(undefined);
    }
    connection.answers.clear();
  }
}

/** A process that has ended says so by itself. */
function send(child: ChildProcess, message: object): void {
  if (child.connected) {
    child.send(message);
  }
}
