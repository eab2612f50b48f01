import type { RepositoryId } from '@notes/plugin-git-host-common';
import type { Request } from 'express';

export type GitService = 'git-upload-pack' | 'git-receive-pack';

/**
 * Describes a request to `git http-backend`. Only what git needs is passed on,
 * each value in a form that we chose.
 */
export function cgiEnvironment(options: {
  directory: string;
  id: RepositoryId;
  service: GitService;
  request: Request;
  /** Who pushes; git refuses to receive from nobody. */
  user: string | undefined;
}): Record<string, string> {
  const { directory, id, service, request, user } = options;
  const folder = `/${id.owner}/${id.name}.git`;
  const isDiscovery = request.method === 'GET';
  const protocol = request.header('git-protocol') ?? '';
  const length = request.header('content-length') ?? '';
  const isGzip = /^(?:x-)?gzip$/.test(request.header('content-encoding') ?? '');
  return {
    GIT_PROJECT_ROOT: directory,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: isDiscovery ? `${folder}/info/refs` : `${folder}/${service}`,
    QUERY_STRING: isDiscovery ? `service=${service}` : '',
    REQUEST_METHOD: isDiscovery ? 'GET' : 'POST',
    CONTENT_TYPE: isDiscovery ? '' : `application/x-${service}-request`,
    ...(/^\d{1,15}$/.test(length) && { CONTENT_LENGTH: length }),
    ...(isGzip && { HTTP_CONTENT_ENCODING: 'gzip' }),
    ...(/^version=[012]$/.test(protocol) && { GIT_PROTOCOL: protocol }),
    ...(user && { REMOTE_USER: user }),
  };
}
