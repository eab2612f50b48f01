import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { fileTypeFromBuffer } from 'file-type';
import type { AttachmentInput } from './Attachment.ts';

const HEAD_BYTES = 4_100;

/** Reads the object once and answers what is not as announced, or undefined when all of it holds. */
export async function inspectBytes(
  bytes: Readable,
  announced: AttachmentInput,
): Promise<string | undefined> {
  const hash = createHash('sha256');
  const isText = announced.contentType.startsWith('text/');
  const text = new TextDecoder('utf-8', { fatal: true });
  const head: Buffer[] = [];
  let size = 0;
  let readable = true;

  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    if (size < HEAD_BYTES) head.push(chunk);
    size += chunk.length;
    if (size > announced.size) break;
    hash.update(chunk);
    if (isText) readable &&= isReadable(text, chunk);
  }
  if (isText) readable &&= isReadable(text);
  if (size > announced.size)
    return `more than the ${announced.size} bytes announced`;
  if (size < announced.size) return `${size} bytes, expected ${announced.size}`;

  const found = await fileTypeFromBuffer(
    Buffer.concat(head).subarray(0, HEAD_BYTES),
  );
  const wrong = typeProblem(announced, found?.mime, readable);
  if (wrong !== undefined) return wrong;
  if (
    announced.sha256 !== undefined &&
    hash.digest('hex') !== announced.sha256
  ) {
    return 'a SHA-256 other than announced';
  }
  return undefined;
}

function typeProblem(
  { contentType }: AttachmentInput,
  found: string | undefined,
  readable: boolean,
): string | undefined {
  if (!contentType.startsWith('text/')) {
    return found === contentType
      ? undefined
      : `bytes of ${found ?? 'an unknown type'}, expected ${contentType}`;
  }
  if (found !== undefined) return `bytes of ${found}, expected ${contentType}`;
  return readable ? undefined : 'bytes that are no UTF-8 text';
}

/** Text is what decodes as UTF-8 and has no character zero. */
function isReadable(decoder: TextDecoder, chunk?: Buffer): boolean {
  try {
    const options = { stream: chunk !== undefined };
    return !decoder.decode(chunk, options).includes('\0');
  } catch {
    return false;
  }
}
