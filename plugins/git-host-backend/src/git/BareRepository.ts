import { gitEnvironment } from './gitEnvironment';
import { removeStaleLock } from './removeStaleLock';
import { GitOutput, runGit, RunGitOptions } from './runGit';

type Options = Omit<RunGitOptions, 'cwd' | 'env'> & {
  env?: Record<string, string>;
};

/** One bare repository on disk, and the way to run git in it. */
export class BareRepository {
  readonly path: string;
  readonly #maxPushBytes: number;

  constructor(path: string, options: { maxPushBytes: number }) {
    this.path = path;
    this.#maxPushBytes = options.maxPushBytes;
  }

  get environment(): Record<string, string> {
    return gitEnvironment({ maxPushBytes: this.#maxPushBytes });
  }

  async run(args: string[], options: Options = {}): Promise<GitOutput> {
    const run = () =>
      runGit([`--git-dir=${this.path}`, ...args], {
        ...options,
        cwd: this.path,
        env: { ...this.environment, ...options.env },
      });
    try {
      return await run();
    } catch (error) {
      if (await removeStaleLock(error, this.path)) {
        return run();
      }
      throw error;
    }
  }

  /** Runs git and gives its output as text without the last line break. */
  async text(args: string[], options: Options = {}): Promise<string> {
    const { stdout } = await this.run(args, options);
    return stdout.toString('utf8').replace(/\n$/, '');
  }
}
