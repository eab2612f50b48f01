export interface PublicOperation {
  readonly method: string;
  /** A template of openapi.yaml. */
  readonly path: string;
  /** Signed links are no operations of a document, and their bodies may be larger. */
  readonly signedLink?: boolean;
}

/**
 * What may be called without an access token. It is a list and not read from the services at run time: a service
 * that cannot be reached, or a document that was changed by mistake, must not open a path. A test compares it with
 * the documents.
 */
export const PUBLIC_OPERATIONS: readonly PublicOperation[] = [
  { method: 'POST', path: '/api/auth/register' },
  { method: 'POST', path: '/api/auth/login' },
  { method: 'POST', path: '/api/auth/login/two-factor' },
  { method: 'POST', path: '/api/auth/refresh' },
  { method: 'POST', path: '/api/auth/logout' },
  { method: 'POST', path: '/api/auth/password/forgot' },
  { method: 'POST', path: '/api/auth/password/reset' },
  { method: 'GET', path: '/api/auth/oauth/providers' },
  { method: 'GET', path: '/api/auth/oauth/{provider}/start' },
  { method: 'GET', path: '/api/auth/oauth/{provider}/callback' },
  // One click in a mail program (RFC 8058), by people who have not signed in.
  { method: 'GET', path: '/api/email/unsubscribe' },
  { method: 'POST', path: '/api/email/unsubscribe' },
  { method: 'PUT', path: '/api/notes/uploads/{key}', signedLink: true },
  { method: 'GET', path: '/api/notes/uploads/{key}', signedLink: true },
  { method: 'HEAD', path: '/api/notes/uploads/{key}', signedLink: true },
];
