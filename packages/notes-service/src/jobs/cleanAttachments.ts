import type { Logger } from '@notes/service-kit';
import type { AttachmentRepository } from '../attachments/AttachmentRepository.ts';
import type { AttachmentStore } from '../attachments/AttachmentStore.ts';

export interface CleanOptions {
  readonly repository: AttachmentRepository;
  readonly store: AttachmentStore;
  readonly logger: Logger;
  /** Uploads announced before this moment and not completed are given up. */
  readonly pendingBefore: Date;
}

const BATCH = 100;

/** Gives up uploads that never came, and removes the objects that nothing names any more. */
export async function cleanAttachments(
  options: CleanOptions,
): Promise<{ abandoned: number; removed: number }> {
  const { logger, pendingBefore, repository, store } = options;
  const abandoned = await repository.removePendingBefore(pendingBefore);
  let removed = 0;
  for (;;) {
    const keys = await repository.removals(BATCH);
    for (const key of keys) {
      await store.delete(key);
      // Forgotten only now: a crash in between makes the next run delete once more, which does no harm.
      await repository.forgetRemoval(key);
    }
    removed += keys.length;
    if (keys.length < BATCH) break;
  }
  if (abandoned + removed > 0) {
    logger.info({ abandoned, removed }, 'attachments are cleaned up');
  }
  return { abandoned, removed };
}
