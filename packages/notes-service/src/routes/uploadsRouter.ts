import { pipeline } from 'node:stream/promises';
import { Problem, setRoute } from '@notes/service-kit';
import { Router, type Request } from 'express';
import type { DiskAttachmentStore } from '../attachments/DiskAttachmentStore.ts';
import { attachmentDisposition } from '../attachments/disposition.ts';
import {
  UPLOADS_PATH,
  type PutGrant,
  type UploadLinks,
} from '../attachments/UploadLinks.ts';

const ROUTE = `${UPLOADS_PATH}/{key}`;

/** Where signed links of the disk store lead. The link is the permission; nobody signs in here. */
export function uploadsRouter(
  store: DiskAttachmentStore,
  links: UploadLinks,
): Router {
  const router = Router();

  router.put(`${UPLOADS_PATH}/:key`, async (request, response) => {
    setRoute(response, ROUTE);
    const grant = await links.readPut(
      request.params.key,
      request.query.signature,
    );
    assertHeaders(request, grant);
    await store.write(grant.key, request, grant.size);
    response.status(204).end();
  });

  router.get(`${UPLOADS_PATH}/:key`, async (request, response) => {
    setRoute(response, ROUTE);
    const grant = await links.readGet(
      request.params.key,
      request.query.signature,
    );
    const { bytes, size } = await store.send(grant.key);
    response.set({
      'content-type': grant.type,
      'content-length': String(size),
      'content-disposition': attachmentDisposition(grant.name),
      // Whatever the bytes hold, a browser must neither guess their type nor run them on our origin.
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    });
    await pipeline(bytes, response);
  });

  router.all(`${UPLOADS_PATH}/:key`, (request, response) => {
    setRoute(response, ROUTE);
    throw new Problem(
      405,
      `${request.method} is not possible here: expected PUT or GET.`,
      {
        headers: { Allow: 'GET, HEAD, PUT' },
      },
    );
  });
  return router;
}

function assertHeaders(request: Request, grant: PutGrant): void {
  if (request.get('content-type') !== grant.type) {
    throw new Problem(403, `The link is for content-type ${grant.type}.`);
  }
  const length = request.get('content-length');
  // A length is not sent when the body is chunked; the bytes are counted either way.
  if (length !== undefined && Number(length) !== grant.size) {
    throw new Problem(403, `The link is for ${grant.size} bytes.`);
  }
}
