import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { systemClock } from '@notes/service-kit';
import { parse } from 'yaml';
import type { Attachment } from '../attachments/Attachment.ts';
import type { NoteChange } from '../domain/Note.ts';
import { aNote } from '../testing/aNote.ts';
import { attachmentMessage } from './attachmentMessage.ts';
import { createNoteEffects } from './createNoteEffects.ts';
import { createWorkflowHandlers } from './createWorkflowHandlers.ts';

interface Reference {
  readonly $ref: string;
}
interface Document {
  readonly channels: Record<
    string,
    { address: string; messages: Record<string, Reference> }
  >;
  readonly operations: Record<
    string,
    { action: string; messages: Reference[] }
  >;
  readonly components?: { messages: Record<string, { name: string }> };
}

function read(path: string): Document {
  return parse(
    readFileSync(new URL(path, import.meta.url), 'utf8'),
  ) as Document;
}

/** The types that the document says the service sends or receives, each with its topic. */
function documented(action: string): string[] {
  const { channels, operations } = read('../../asyncapi.yaml');
  const contract =
    read('../../../events/asyncapi.yaml').components?.messages ?? {};
  return Object.values(operations)
    .filter(one => one.action === action)
    .flatMap(({ messages }) => messages)
    .map(({ $ref }) => {
      const [, , channel = '', , message = ''] = $ref.split('/');
      const target =
        channels[channel]?.messages[message]?.$ref.split('/').at(-1) ?? '';
      return `${channels[channel]?.address ?? ''} ${contract[target]?.name ?? $ref}`;
    })
    .sort();
}

describe('asyncapi.yaml', () => {
  it('names exactly what the service sends', () => {
    const effects = createNoteEffects('http://localhost:4000');
    const changes: NoteChange[] = [
      'created',
      'updated',
      'version-restored',
      'deleted',
      'undeleted',
      'quarantined',
      'released',
    ];
    const note = aNote({ reason: 'late' });
    const attachment: Attachment = {
      id: randomUUID(),
      noteId: note.id,
      ownerId: note.ownerId,
      storageKey: randomUUID(),
      fileName: 'a.png',
      contentType: 'image/png',
      size: 1,
      state: 'complete',
      createdAt: note.createdAt,
    };
    const sent = [
      ...changes.flatMap(change => effects.of({ note, change }).messages),
      ...effects.ofPurge({ note, change: 'deleted' }).messages,
      attachmentMessage('attachment.completed', attachment, note.createdAt),
      attachmentMessage('attachment.deleted', attachment, note.createdAt),
    ].map(({ event, topic }) => `${topic} ${event.type}`);
    assert.deepEqual([...new Set(sent)].sort(), documented('send'));
  });

  it('names exactly what the service listens to', () => {
    const handled = Object.keys(createWorkflowHandlers(systemClock));
    assert.deepEqual(
      handled.map(type => `notes-events ${type}`).sort(),
      documented('receive'),
    );
  });
});
