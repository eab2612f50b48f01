import type {
  AuditorService,
  BackstageCredentials,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import type { Request, Response } from 'express';
import type { RepositoryStore } from '../database';
import type { GitStorage } from '../git';
import { describeCaller } from '../services/describeCaller';
import { withAudit } from '@notes/plugin-audit-log-node';
import { authorizeGit } from './authorizeGit';
import { BoundedBody } from './BoundedBody';
import { cgiEnvironment, GitService } from './cgiEnvironment';
import type { GitAuthenticator } from './GitAuthenticator';
import { parsePushCommands, refusePush } from './pktLine';
import { runHttpBackend } from './runHttpBackend';
import { sendGitError } from './sendGitError';

export interface SmartHttpOptions {
  authenticator: GitAuthenticator;
  permissions: PermissionsService;
  store: RepositoryStore;
  storage: GitStorage;
  auditor: AuditorService;
  logger: LoggerService;
  anonymousRead: boolean;
  maxPushBytes: number;
}

interface Exchange {
  id: RepositoryId;
  service: GitService;
  request: Request;
  response: Response;
}

interface Authenticated extends Exchange {
  credentials: BackstageCredentials | undefined;
}

/** Serves the git protocol: who may, then `git http-backend`. */
export class SmartHttpHandler {
  readonly #options: SmartHttpOptions;

  constructor(options: SmartHttpOptions) {
    this.#options = options;
  }

  async handle(exchange: Exchange): Promise<void> {
    const { request, response, service } = exchange;
    try {
      const credentials =
        await this.#options.authenticator.authenticate(request);
      const serve = () => this.#serve({ ...exchange, credentials });
      await (service === 'git-receive-pack' && credentials
        ? this.#audited({ ...exchange, credentials }, serve)
        : serve());
    } catch (error) {
      sendGitError(response, error, this.#options.logger);
    }
  }

  /** A push that is only announced is written down when it is refused. */
  async #audited(
    exchange: Authenticated,
    serve: () => Promise<string[]>,
  ): Promise<void> {
    const { id, request, credentials } = exchange;
    const meta = {
      repository: `${id.owner}/${id.name}`,
      // The audit log cannot read the token of git, so it is told who pushes.
      actor: credentials ? describeCaller(credentials) : '',
    };
    const event = { eventId: 'repository-push', request, meta };
    const { auditor } = this.#options;
    if (request.method === 'POST') {
      await withAudit(auditor, event, serve, refs => ({ refs }));
      return;
    }
    await serve().catch(error =>
      withAudit(auditor, event, () => Promise.reject(error)),
    );
  }

  async #serve(exchange: Authenticated): Promise<string[]> {
    const { id, service, request, response, credentials } = exchange;
    const { storage, store, maxPushBytes } = this.#options;
    const stored = await authorizeGit({
      ...this.#options,
      ...{ id, service, credentials },
    });
    const repository = await storage.open(id);
    const user = credentials && describeCaller(credentials);

    const body = new BoundedBody(maxPushBytes);
    const run = runHttpBackend({
      cwd: repository.path,
      env: {
        ...repository.environment,
        ...cgiEnvironment({
          ...{ directory: storage.directory, id, service, request, user },
        }),
      },
      input: request.pipe(body),
      response,
      mayAnswer: body.received(request).then(() => !body.exceeded),
    });
    body.once('exceeded', run.stop);
    body.once('abandoned', () => request.destroy());
    const { code, stderr } = await run.finished;
    if (body.exceeded) {
      await this.#refuse(exchange, body);
    } else if (!response.headersSent) {
      throw new Error(`git http-backend ended with ${code}: ${stderr}`);
    } else if (service === 'git-receive-pack' && request.method === 'POST') {
      await store.touchPushed(stored.id);
    }
    return parsePushCommands(body.head).updates.map(update => update.ref);
  }

  async #refuse(
    { request, response }: Exchange,
    body: BoundedBody,
  ): Promise<never> {
    await body.received(request);
    const limit = this.#options.maxPushBytes;
    const message = `push of ${body.size} bytes is too large, this portal accepts at most ${limit} bytes (gitHost.maxPushBytes); nothing was changed`;
    response
      .status(200)
      .type('application/x-git-receive-pack-result')
      .end(refusePush(parsePushCommands(body.head), message));
    throw new InputError(message);
  }
}
