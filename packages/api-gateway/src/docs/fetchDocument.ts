import type { OpenApiDocument } from '@notes/service-kit';
import { z } from 'zod';
import type { ServiceRoute } from '../proxy/ServiceRoute.ts';

const LIMIT_MS = 2_000;
const MOST_BYTES = 2_097_152;

const form = z.looseObject({
  openapi: z.string().startsWith('3.1.'),
  info: z.looseObject({ title: z.string(), version: z.string() }),
  paths: z.record(z.string(), z.looseObject({})),
});

/** Reads what a service says of itself, from the first of its upstreams that answers. */
export async function fetchDocument(
  route: ServiceRoute,
): Promise<OpenApiDocument> {
  let failure: unknown = new Error('no upstream');
  for (const upstream of route.stable.upstreams) {
    try {
      return await fetchFrom(upstream);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

async function fetchFrom({
  pool,
}: ServiceRoute['stable']['upstreams'][number]): Promise<OpenApiDocument> {
  const { body, statusCode } = await pool.request({
    ...{ method: 'GET', path: '/openapi.json' },
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  if (statusCode !== 200) {
    await body.dump();
    throw new Error(`expected /openapi.json, got status ${statusCode}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) throw new Error('the document is too large');
  }
  const document: unknown = JSON.parse(Buffer.concat(chunks).toString());
  form.parse(document);
  return document as OpenApiDocument;
}
