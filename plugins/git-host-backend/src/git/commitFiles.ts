import { ConflictError, InputError } from '@backstage/errors';
import {
  CommitAuthor,
  describeBranchProblem,
  describePathProblem,
  FileChange,
} from '@notes/plugin-git-host-common';
import type { BareRepository } from './BareRepository';
import { GitError } from './runGit';

export interface CommitFilesRequest {
  branch: string;
  /** The commit to build on; none for the first commit of a repository. */
  parent?: string;
  message: string;
  author: CommitAuthor;
  files: FileChange[];
  now?: Date;
}

/**
 * Commits files to a branch without a working tree, and gives the new commit.
 *
 * `git fast-import` does it in one process, and moves the branch only when the
 * new commit contains what the branch holds, so a concurrent push is not lost.
 */
export async function commitFiles(
  repository: BareRepository,
  request: CommitFilesRequest,
): Promise<string> {
  const problem =
    describeBranchProblem(request.branch) ??
    request.files.map(file => describePathProblem(file.path)).find(Boolean);
  if (problem) {
    throw new InputError(problem);
  }
  try {
    return await repository.text(
      ['fast-import', '--done', '--quiet', '--date-format=raw'],
      { input: writeStream(request) },
    );
  } catch (error) {
    if (error instanceof GitError && /Not updating/.test(error.stderr)) {
      throw new ConflictError(
        `Branch '${request.branch}' has changed in the meantime, read it again and repeat the commit`,
      );
    }
    throw error;
  }
}

function writeStream(request: CommitFilesRequest): Buffer {
  const seconds = Math.floor((request.now ?? new Date()).getTime() / 1000);
  const name = cleanIdentity(request.author.name) || 'Notes portal';
  const email = cleanIdentity(request.author.email);
  const identity = `${name} <${email}> ${seconds} +0000`;
  return Buffer.concat([
    line(`commit refs/heads/${request.branch}`),
    line('mark :1'),
    line(`author ${identity}`),
    line(`committer ${identity}`),
    data(Buffer.from(request.message)),
    ...(request.parent ? [line(`from ${request.parent}`)] : []),
    ...request.files.map(writeFile),
    line('get-mark :1'),
    line('done'),
  ]);
}

function writeFile(file: FileChange): Buffer {
  if (file.content === undefined) {
    return line(`D ${quotePath(file.path)}`);
  }
  const mode = file.executable ? '100755' : '100644';
  const content = Buffer.from(file.content, file.encoding ?? 'utf8');
  return Buffer.concat([
    line(`M ${mode} inline ${quotePath(file.path)}`),
    data(content),
  ]);
}

function data(content: Buffer): Buffer {
  return Buffer.concat([line(`data ${content.length}`), content, line('')]);
}

function line(text: string): Buffer {
  return Buffer.from(`${text}\n`);
}

function quotePath(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&')}"`;
}

// Angle brackets and line breaks would end the field in the stream.
function cleanIdentity(text: string): string {
  return text.replace(/[<>\p{Cc}]/gu, '').trim();
}
