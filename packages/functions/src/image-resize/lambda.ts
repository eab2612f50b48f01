import { S3Client } from '@aws-sdk/client-s3';
import { createJsonLogger } from '../shared/FunctionLogger.ts';
import { createImageResize } from './createImageResize.ts';
import { S3ObjectStore } from './S3ObjectStore.ts';

/** What AWS calls. */
export const handler = createImageResize({
  store: new S3ObjectStore(new S3Client({})),
  logger: createJsonLogger('image-resize'),
});
