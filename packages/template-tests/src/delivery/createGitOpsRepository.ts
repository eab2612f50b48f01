import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A digest made of one repeated digit, so that a failing test can be read. */
export const digest = (digit: string) => `sha256:${digit.repeat(64)}`;

export type GitOpsRepository = {
  /** The repository that everybody pushes to. */
  origin: string;
  /** A fresh clone with the whole history, as a pipeline has it. */
  clone(): string;
  /** Commits a file to main as somebody else. */
  commit(path: string, text: string, message: string): void;
  git(folder: string, ...args: string[]): string;
  remove(): void;
};

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Pipeline',
  GIT_AUTHOR_EMAIL: 'pipeline@notes.invalid',
  GIT_COMMITTER_NAME: 'Pipeline',
  GIT_COMMITTER_EMAIL: 'pipeline@notes.invalid',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

/** The environment in which git commits without asking this machine who it is. */
export const gitEnvironment = { ...process.env, ...IDENTITY };

/** A real GitOps repository in a temporary folder. */
export function createGitOpsRepository(): GitOpsRepository {
  const root = mkdtempSync(join(tmpdir(), 'gitops-'));
  const origin = join(root, 'origin.git');
  const writer = join(root, 'writer');
  let clones = 0;
  const git = (folder: string, ...args: string[]) =>
    execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      env: gitEnvironment,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();

  git(root, 'init', '--quiet', '--bare', '--initial-branch=main', origin);
  git(root, 'clone', '--quiet', origin, writer);
  const commit = (path: string, text: string, message: string) => {
    if (git(writer, 'ls-remote', 'origin', 'main'))
      git(writer, 'pull', '--quiet', '--rebase', 'origin', 'main');
    mkdirSync(join(writer, dirname(path)), { recursive: true });
    writeFileSync(join(writer, path), text);
    git(writer, 'add', '--all');
    git(writer, 'commit', '--quiet', '--message', message);
    git(writer, 'push', '--quiet', 'origin', 'HEAD:main');
  };
  git(writer, 'checkout', '--quiet', '-B', 'main');
  commit('README.md', '# What runs where\n', 'docs: begin');

  return {
    origin,
    commit,
    git,
    clone() {
      clones += 1;
      const folder = join(root, `clone-${clones}`);
      git(root, 'clone', '--quiet', origin, folder);
      return folder;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
