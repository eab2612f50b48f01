import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Response } from 'express';

const STATUS: Record<string, number> = {
  InputError: 400,
  AuthenticationError: 401,
  NotAllowedError: 403,
  NotFoundError: 404,
  ConflictError: 409,
  ServiceUnavailableError: 503,
};

/** Answers in plain text, because that is what the git client prints. */
export function sendGitError(
  response: Response,
  error: unknown,
  logger: LoggerService,
): void {
  const { name, message } = toError(error);
  const status = STATUS[name] ?? 500;
  if (status === 500) {
    logger.error('A git request failed', toError(error) as Error);
  }
  if (response.writableEnded) {
    return;
  }
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (status === 401) {
    // Git asks for a user name and a password when it sees this.
    response.setHeader('www-authenticate', 'Basic realm="Notes portal"');
  }
  response
    .status(status)
    .type('text/plain')
    .send(`${status === 500 ? 'The git host has failed' : message}\n`);
}
