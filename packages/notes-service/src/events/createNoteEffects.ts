import { createEvent, TOPICS } from '@notes/events';
import type { Note, NoteChange, NoteRevision } from '../domain/Note.ts';
import type { Effects, Message, NoteEffects } from '../domain/NoteEffects.ts';

const SOURCE = '/services/notes-service';

/** What the rest of the world hears of each write. Links in mail lead to the gateway. */
export function createNoteEffects(publicUrl: string): NoteEffects {
  return {
    of: revision => ({
      ...placeOf(revision.note),
      messages: messagesOf(revision, publicUrl),
      ...workflowOf(revision),
    }),
    ofPurge: ({ note }) => ({
      ...placeOf(note),
      messages: [deleted(note, true)],
      purged: true,
    }),
  };
}

function placeOf(note: Note) {
  const { id: noteId, ownerId, updatedAt: at, version } = note;
  return { noteId, ownerId, version, at };
}

const WORKFLOW_AFTER: Partial<Record<NoteChange, Effects['workflow']>> = {
  created: 'start',
  released: 'restart',
  undeleted: 'resume',
};

function workflowOf({ change }: NoteRevision): Pick<Effects, 'workflow'> {
  const workflow = WORKFLOW_AFTER[change];
  return workflow ? { workflow } : {};
}

function messagesOf(revision: NoteRevision, publicUrl: string): Message[] {
  const { change, note } = revision;
  if (change === 'created') {
    return [written('note.created', note), mail(note, publicUrl)];
  }
  if (change === 'deleted') return [deleted(note, false)];
  if (change === 'quarantined') return [quarantined(note)];
  return [written('note.updated', note)];
}

function written(type: 'note.created' | 'note.updated', note: Note): Message {
  const { content, id, ownerId, tags, title, updatedAt, version } = note;
  const data = {
    noteId: id,
    ownerId,
    version,
    title,
    content,
    tags: [...tags],
    occurredAt: updatedAt.toISOString(),
  };
  return {
    topic: TOPICS.notesEvents,
    event: createEvent({
      type,
      subject: id,
      source: SOURCE,
      time: updatedAt,
      data,
    }),
  };
}

function deleted(note: Note, purged: boolean): Message {
  const { id, ownerId, updatedAt, version } = note;
  return {
    topic: TOPICS.notesEvents,
    event: createEvent({
      type: 'note.deleted',
      subject: id,
      source: SOURCE,
      time: updatedAt,
      data: {
        noteId: id,
        ownerId,
        version,
        purged,
        occurredAt: updatedAt.toISOString(),
      },
    }),
  };
}

function quarantined(note: Note): Message {
  const { id, ownerId, reason = 'unknown', updatedAt, version } = note;
  return {
    topic: TOPICS.notesEvents,
    event: createEvent({
      type: 'note.quarantined',
      subject: id,
      source: SOURCE,
      time: updatedAt,
      data: { noteId: id, ownerId, version, reason },
    }),
  };
}

/** The key makes the mail one, however often it is asked for. */
function mail(note: Note, publicUrl: string): Message {
  const { id, ownerId, title, updatedAt, version } = note;
  return {
    topic: TOPICS.emailQueue,
    event: createEvent({
      type: 'email.requested',
      subject: ownerId,
      source: SOURCE,
      time: updatedAt,
      data: {
        userId: ownerId,
        template: 'note-created',
        data: { title, noteUrl: new URL(`/notes/${id}`, publicUrl).href },
        noteId: id,
        version,
        key: `note-created:${id}:${version}`,
      },
    }),
  };
}
