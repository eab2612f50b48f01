import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** The platform's own APIs, their examples and what they must refuse. */
export const CROSSPLANE = resolvePackagePath(
  '@notes/apiserver-proof',
  '../../crossplane',
);
