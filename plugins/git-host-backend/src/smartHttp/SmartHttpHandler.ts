import type {
  AuditorService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import type { Request, Response } from 'express';
import type { RepositoryStore } from '../database';
import type { GitStorage } from '../git';
import { describeCaller } from '../services/describeCaller';
import { withAudit } from '../services/withAudit';
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

/** Serves the git protocol: who may, then `git http-backend`. */
export class SmartHttpHandler {
  readonly #options: SmartHttpOptions;

  constructor(options: SmartHttpOptions) {
    this.#options = options;
  }

  async handle(exchange: Exchange): Promise<void> {
    try {
      const isPush =
        exchange.service === 'git-receive-pack' &&
        exchange.request.method === 'POST';
      await (isPush ? this.#auditedPush(exchange) : this.#serve(exchange));
    } catch (error) {
      sendGitError(exchange.response, error, this.#options.logger);
    }
  }

  async #auditedPush(exchange: Exchange): Promise<void> {
    const { id, request } = exchange;
    await withAudit(
      this.#options.auditor,
      {
        eventId: 'repository-push',
        request,
        meta: { repository: `${id.owner}/${id.name}` },
      },
      () => this.#serve(exchange),
      refs => ({ refs }),
    );
  }

  async #serve(exchange: Exchange): Promise<string[]> {
    const { id, service, request, response } = exchange;
    const { authenticator, storage, store, maxPushBytes } = this.#options;
    const credentials = await authenticator.authenticate(request);
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
      mayAnswer: () => !body.exceeded,
    });
    body.once('exceeded', run.stop);
    body.once('abandoned', () => request.destroy());
    const { code, stderr } = await run.finished;
    const commands = parsePushCommands(body.head);
    if (body.exceeded) {
      await this.#refuse(exchange, body);
    } else if (!response.headersSent) {
      throw new Error(`git http-backend ended with ${code}: ${stderr}`);
    } else if (service === 'git-receive-pack' && request.method === 'POST') {
      await store.touchPushed(stored.id);
    }
    return commands.updates.map(update => update.ref);
  }

  async #refuse({ response }: Exchange, body: BoundedBody): Promise<never> {
    await new Promise<void>(resolve => {
      if (body.writableFinished) {
        resolve();
      } else {
        body.once('finish', resolve).once('close', resolve);
      }
    });
    const limit = this.#options.maxPushBytes;
    const message = `push of ${body.received} bytes is too large, this portal accepts at most ${limit} bytes (gitHost.maxPushBytes); nothing was changed`;
    response
      .status(200)
      .type('application/x-git-receive-pack-result')
      .end(refusePush(parsePushCommands(body.head), message));
    throw new InputError(message);
  }
}
