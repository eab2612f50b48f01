import { openEventBus, startConsumer, startOutboxRelay } from '@notes/events';
import { GROUPS, TOPICS } from '@notes/events';
import { defineService, openDatabase, type Parts } from '@notes/service-kit';
import type { Pool } from 'pg';
import { AttachmentRepository } from './attachments/AttachmentRepository.ts';
import { Attachments } from './attachments/Attachments.ts';
import { openAttachmentStore } from './attachments/openAttachmentStore.ts';
import { config, type Config } from './config.ts';
import { CachedNoteReader } from './data/CachedNoteReader.ts';
import { InvalidatingNoteStore } from './data/InvalidatingNoteStore.ts';
import { openListCache } from './data/openListCache.ts';
import { openNotes } from './data/openNotes.ts';
import { NoteCommands } from './domain/NoteCommands.ts';
import { NoteQueries } from './domain/NoteQueries.ts';
import { createNoteEffects } from './events/createNoteEffects.ts';
import { createWorkflowHandlers } from './events/createWorkflowHandlers.ts';
import { withProblems } from './http/toProblem.ts';
import { startJobs } from './jobs/startJobs.ts';
import { attachmentHandlers } from './routes/attachmentHandlers.ts';
import { noteHandlers } from './routes/noteHandlers.ts';
import { versionHandlers } from './routes/versionHandlers.ts';
import { workflowHandlers } from './routes/workflowHandlers.ts';
import { NoteWorkflows } from './workflow/NoteWorkflows.ts';
import { WorkflowRunner } from './workflow/WorkflowRunner.ts';

const NAME = 'notes-service';

/** What the service is made of, outermost last; closing goes the other way round. */
export const service = defineService<Config>({
  name: NAME,
  config,
  openapi: new URL('../openapi.yaml', import.meta.url),
  async create(parts) {
    const { clock } = parts;
    const migrations = new URL('../migrations/', import.meta.url);
    const pool = await openDatabase({ ...parts, migrations });
    const attached = await openAttachmentStore(parts);
    const notes = await createNotes(parts, pool);

    const { commands, queries } = notes;
    const repository = new AttachmentRepository(pool);
    const { store } = attached;
    const attachments = new Attachments({
      repository,
      store,
      notes: queries,
      clock,
    });
    const workflows = new NoteWorkflows({ pool, commands, queries, clock });
    startJobs({ ...parts, ...notes, pool, repository, attachmentStore: store });
    await startEvents(parts, pool);
    return {
      routers: attached.routers,
      handlers: withProblems({
        ...noteHandlers(notes),
        ...versionHandlers(notes),
        ...attachmentHandlers(attachments),
        ...workflowHandlers(workflows),
      }),
    };
  },
});

async function createNotes(parts: Parts<Config>, pool: Pool) {
  const { clock, config: values, logger } = parts;
  const times = {
    deadlineMs: values.WORKFLOW_DEADLINE_SECONDS * 1_000,
    retryMs: values.WORKFLOW_RETRY_SECONDS * 1_000,
  };
  const opened = await openNotes(parts, pool, times);
  const cache = await openListCache({
    ...parts,
    name: NAME,
    ttlSeconds: values.LIST_CACHE_SECONDS,
  });
  const store = new InvalidatingNoteStore(opened.store, ownerId =>
    cache.invalidate(ownerId),
  );
  const reader = new CachedNoteReader(opened.reader, cache);
  const effects = createNoteEffects(values.PUBLIC_URL);
  const commands = new NoteCommands({
    store,
    effects,
    clock,
    findVersion: place => reader.version(place),
  });
  return {
    commands,
    queries: new NoteQueries(reader, id => store.find(id)),
    store,
    runner: new WorkflowRunner({ pool, store, effects, clock, times, logger }),
  };
}

async function startEvents(parts: Parts<Config>, pool: Pool): Promise<void> {
  const bus = await openEventBus({ ...parts, service: NAME });
  startOutboxRelay({ ...parts, pool, bus });
  await startConsumer({
    ...parts,
    bus,
    pool,
    topic: TOPICS.notesEvents,
    group: GROUPS.workflow,
    handlers: createWorkflowHandlers(parts.clock),
  });
}
