import type { CommitAuthor, FileChange } from '@notes/plugin-git-host-common';
import type {
  GitOpsCommit,
  GitOpsRepository,
  GitOpsTree,
} from './GitOpsRepository';
import { inTurn } from './inTurn';

const MAX_ATTEMPTS = 20;
const LONGEST_PAUSE_MS = 400;

interface TreeChange {
  repository: GitOpsRepository;
  message: string;
  author: CommitAuthor;
  plan: (tree: GitOpsTree) => Promise<FileChange[]>;
  /** For tests. */
  pause?: (milliseconds: number) => Promise<void>;
}

/**
 * Reads, decides and commits; from the beginning when somebody was faster, so
 * that two tasks at the same time lose nothing of each other.
 *
 * Tasks of this process take turns: twenty at once would else read and decide two hundred times.
 */
export async function changeTree(options: TreeChange): Promise<GitOpsCommit> {
  return inTurn(options.repository, () => changeUntilDone(options));
}

async function changeUntilDone(options: TreeChange): Promise<GitOpsCommit> {
  const { repository, plan, message, author, pause = sleep } = options;
  for (let attempt = 1; ; attempt++) {
    const tree = await repository.open();
    const files = await plan(tree);
    if (files.length === 0) {
      return { commitSha: tree.commitSha, outcome: 'unchanged' };
    }
    try {
      return await repository.commit(tree, { message, author, files });
    } catch (error) {
      const moved = (error as Error).name === 'ConflictError';
      if (!moved || attempt === MAX_ATTEMPTS) {
        throw error;
      }
    }
    // A different pause for each, or the same two would meet again.
    await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, attempt * 50));
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}
