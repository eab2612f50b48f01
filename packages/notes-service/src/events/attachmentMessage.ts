import { createEvent, TOPICS } from '@notes/events';
import type { Attachment } from '../attachments/Attachment.ts';
import type { Message } from '../domain/NoteEffects.ts';

export function attachmentMessage(
  type: 'attachment.completed' | 'attachment.deleted',
  attachment: Attachment,
  time: Date,
): Message {
  const { contentType, fileName, id, noteId, ownerId, size } = attachment;
  const data = {
    noteId,
    ownerId,
    attachmentId: id,
    fileName,
    contentType,
    size,
  };
  return {
    topic: TOPICS.notesEvents,
    event: createEvent({
      type,
      subject: noteId,
      source: '/services/notes-service',
      time,
      data,
    }),
  };
}
