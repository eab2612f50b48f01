import { operation, type Handler } from '@notes/service-kit';
import type { Attachment, AttachmentInput } from '../attachments/Attachment.ts';
import type { Attachments } from '../attachments/Attachments.ts';

interface OfNote {
  path: { noteId: string };
}

interface OfAttachment {
  path: { noteId: string; attachmentId: string };
}

export function attachmentHandlers(
  attachments: Attachments,
): Record<string, Handler> {
  return {
    listAttachments: operation<OfNote>(async input => {
      const found = await attachments.list(placeOf(input));
      return { status: 200, body: { items: found.map(shown) } };
    }),

    createAttachment: operation<
      OfNote & {
        header: { 'Idempotency-Key'?: string };
        body: AttachmentInput;
      }
    >(async input => {
      const key = input.header['Idempotency-Key'];
      const place = placeOf(input);
      const announced = await attachments.announce(place, input.body, key);
      const { attachment, upload } = announced;
      return {
        status: 201,
        headers: {
          Location: `/api/notes/${place.noteId}/attachments/${attachment.id}`,
        },
        body: { attachment: shown(attachment), upload },
      };
    }),

    getAttachment: operation<OfAttachment>(async input => {
      const { attachmentId } = input.path;
      const found = await attachments.get(placeOf(input), attachmentId);
      const { attachment, ...link } = found;
      // A link is a permission: no cache on the way may keep it.
      const headers = { 'cache-control': 'private, no-store' };
      const body = { attachment: shown(attachment), ...link };
      return { status: 200, headers, body };
    }),

    completeAttachment: operation<OfAttachment>(async input => {
      const { attachmentId } = input.path;
      const complete = await attachments.complete(placeOf(input), attachmentId);
      return { status: 200, body: shown(complete) };
    }),

    deleteAttachment: operation<OfAttachment>(async input => {
      await attachments.remove(placeOf(input), input.path.attachmentId);
      return { status: 204 };
    }),
  };
}

function placeOf(input: OfNote & { caller: { subject: string } }) {
  return { ownerId: input.caller.subject, noteId: input.path.noteId };
}

/** Where the bytes lie is nobody's business. */
function shown(attachment: Attachment) {
  const {
    completedAt,
    contentType,
    createdAt,
    fileName,
    id,
    sha256,
    size,
    state,
  } = attachment;
  return {
    id,
    fileName,
    contentType,
    size,
    sha256,
    state,
    createdAt,
    completedAt,
  };
}
