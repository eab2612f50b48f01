import type { CloudFrontResultResponse } from 'aws-lambda';

export interface Refusal {
  /** Of RFC 6750; absent when no token came at all. */
  readonly error?: 'invalid_request' | 'invalid_token';
  /** ASCII without quotes, as it becomes part of a header. */
  readonly detail: string;
}

/** A 401 as RFC 9457 and RFC 6750 want it, far below what the edge may answer. */
export function refuse({ detail, error }: Refusal): CloudFrontResultResponse {
  const challenge = [
    'Bearer realm="notes"',
    ...(error ? [`error="${error}"`, `error_description="${detail}"`] : []),
  ].join(', ');
  const header = (key: string, value: string) => ({
    [key.toLowerCase()]: [{ key, value }],
  });
  return {
    status: '401',
    statusDescription: 'Unauthorized',
    headers: {
      ...header('Content-Type', 'application/problem+json'),
      ...header('WWW-Authenticate', challenge),
      ...header('Cache-Control', 'no-store'),
    },
    bodyEncoding: 'text',
    body: JSON.stringify({
      type: 'about:blank',
      title: 'Unauthorized',
      status: 401,
      detail,
    }),
  };
}
