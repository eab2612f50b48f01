import { mkdir, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { WorkspaceProvider } from '@backstage/plugin-scaffolder-node/alpha';
import type { TaskHistory, TaskPast } from './TaskHistory';

/**
 * Decides, before a task runs again, whether it may go on where it stopped.
 *
 * The scaffolder skips every step that a killed run has completed. That is right only while the files
 * of that run are there and nothing of it was taken back. Otherwise the task starts over: its steps
 * find what they have made and make nothing twice. The same holds when a person retries a task.
 */
export class WorkspaceGuard implements WorkspaceProvider {
  readonly #history: Pick<TaskHistory, 'read' | 'startOver'>;

  constructor(history: Pick<TaskHistory, 'read' | 'startOver'>) {
    this.#history = history;
  }

  async rehydrateWorkspace(options: {
    taskId: string;
    targetPath: string;
  }): Promise<void> {
    const { taskId, targetPath } = options;
    const past = await this.#history.read(taskId);
    if (!past.hasRun) {
      return;
    }
    await removeStepFolders(targetPath);
    const reason = whyStartOver(past, (await readdir(targetPath)).length > 0);
    if (reason) {
      await rm(targetPath, { recursive: true, force: true });
      await mkdir(targetPath, { recursive: true });
      await this.#history.startOver(taskId, `Starting over: ${reason}`);
    }
  }

  /** Nothing to do: the files stay in the working directory. */
  async serializeWorkspace(): Promise<void> {}

  /** Nothing to do: the scaffolder removes the files itself. */
  async cleanWorkspace(): Promise<void> {}
}

function whyStartOver(past: TaskPast, hasFiles: boolean): string | undefined {
  if (past.hasFailed) {
    return 'a step of an earlier run has failed, and what it made may have been taken back';
  }
  if (!past.hasSavedSteps) {
    return 'the earlier run has completed no step';
  }
  return hasFiles ? undefined : 'the files of the earlier run are gone';
}

/** Folders that steps of a killed run had for themselves lie beside the workspace. */
async function removeStepFolders(workspacePath: string): Promise<void> {
  const parent = dirname(workspacePath);
  const prefix = `${basename(workspacePath)}_step-`;
  for (const name of await readdir(parent)) {
    if (name.startsWith(prefix)) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
}
