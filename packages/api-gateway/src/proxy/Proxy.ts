import type { Request, Response } from 'express';
import { outgoingHeaders, Problem, type Logger } from '@notes/service-kit';
import { IDEMPOTENT } from '../domain/methods.ts';
import type { PublicPaths } from '../domain/PublicPaths.ts';
import type { AccessTokens } from '../http/AccessTokens.ts';
import { type Holder } from '../http/AccessTokens.ts';
import { clientAddress } from '../http/clientAddress.ts';
import { requestHeaders } from '../http/requestHeaders.ts';
import type { RateLimit } from '../limits/RateLimit.ts';
import { pathOf } from '../waf/checkHead.ts';
import type { Firewall } from '../waf/Firewall.ts';
import { exchange } from './exchange.ts';
import { expected, failureOf } from './failureOf.ts';
import type { Ending } from './ProxyHandler.ts';
import { readBody, type Body } from './readBody.ts';
import type { ServiceRoute } from './ServiceRoute.ts';
import type { Upstream } from './Upstream.ts';
import type { UpstreamMetrics } from './UpstreamMetrics.ts';

export interface ProxyOptions {
  readonly tokens: AccessTokens;
  readonly publicPaths: PublicPaths;
  readonly quota: RateLimit;
  readonly firewall: Firewall;
  readonly metrics: UpstreamMetrics;
  readonly logger: Logger;
  readonly canaryPermission: string;
  readonly inspectBytes: number;
}

interface Attempt {
  readonly request: Request;
  readonly response: Response;
  readonly target: ServiceRoute;
  readonly headers: string[];
  readonly body: Body;
  readonly most: number;
}

const MOST_ATTEMPTS = 3;

/** Takes a request to its service and the answer back. */
export class Proxy {
  readonly #options: ProxyOptions;

  constructor(options: ProxyOptions) {
    this.#options = options;
  }

  async pass(
    request: Request,
    response: Response,
    target: ServiceRoute,
  ): Promise<void> {
    const { firewall, inspectBytes, publicPaths, quota } = this.#options;
    refuseWebSocket(request);
    const { route } = target;
    const path = pathOf(request.originalUrl);
    const open = publicPaths.find(request.method, path);
    const holder = await this.#holderOf(request, open !== undefined);
    if (holder) await quota.consume(holder.subject, response);

    const most = open?.signedLink
      ? route.uploadLimitBytes
      : route.bodyLimitBytes;
    const body = await readBody(request, {
      ...{ most, firewall, service: route.name },
      // What is sent to a signed link is a file, whatever it calls itself.
      inspectBytes: open?.signedLink ? 0 : inspectBytes,
    });
    const headers = await this.#headersFor(request, target, { holder, body });
    const failed = await this.#attempt(
      { request, response, target, headers, body, most },
      holder,
    );
    if (failed) throw failed;
  }

  #holderOf(request: Request, isOpen: boolean): Promise<Holder | undefined> {
    const { tokens } = this.#options;
    return isOpen ? tokens.find(request) : tokens.require(request);
  }

  async #headersFor(
    request: Request,
    { route }: ServiceRoute,
    { body, holder }: { holder: Holder | undefined; body: Body },
  ): Promise<string[]> {
    const own = outgoingHeaders();
    if (body.length !== undefined) own['content-length'] = body.length;
    if (holder) {
      own['x-notes-identity'] = await this.#options.tokens.identityFor(
        holder,
        route.audience,
      );
    }
    return requestHeaders({
      rawHeaders: request.rawHeaders,
      clientAddress: clientAddress(request),
      // Only these two mean something to a service, whatever a proxy in front says.
      protocol: request.secure ? 'https' : 'http',
      host: hostOf(request),
      cookies: route.name === 'auth',
      own,
    });
  }

  /** Tries upstreams until one answers; another one only when nothing was sent to the one before. */
  async #attempt(
    attempt: Attempt,
    holder: Holder | undefined,
  ): Promise<Problem | undefined> {
    const { request, target } = attempt;
    const { canaryPermission, metrics } = this.#options;
    const address = clientAddress(request);
    const side = target.sideFor({
      key: holder?.subject ?? address,
      wish: request.get('x-notes-canary'),
      mayChoose: holder?.permissions.includes(canaryPermission) ?? false,
    });
    const tried = new Set<Upstream>();
    let problem: Problem | undefined;
    while (tried.size < MOST_ATTEMPTS) {
      const upstream = side.choose(address, tried);
      if (!upstream) break;
      if (tried.size > 0) metrics.retried(target.name);
      tried.add(upstream);
      const ending = await this.#send(upstream, attempt);
      if (ending.kind !== 'failed') return undefined;
      problem = failureOf(ending.error, target.name, attempt.most).problem;
      if (ending.begun) return undefined;
      if (ending.sent || !IDEMPOTENT.has(request.method)) break;
    }
    return problem ?? unavailable(target, side.trialAt);
  }

  async #send(upstream: Upstream, attempt: Attempt): Promise<Ending> {
    const { body, headers, request, response, target } = attempt;
    const { name, route } = target;
    const end = upstream.begin(name);
    const ending = await exchange({
      pool: upstream.pool,
      method: request.method,
      path: request.originalUrl,
      headers,
      body: body.body,
      response,
      cookies: name === 'auth',
      timeoutMs: route.timeoutMs,
    });
    if (ending.kind === 'client left') end('neutral', 'client-left');
    else if (ending.kind === 'answered') {
      end(isFailing(ending.status) ? 'failure' : 'success', 'answered');
    } else {
      const failure = failureOf(ending.error, name, attempt.most);
      end(failure.isUpstream ? 'failure' : 'neutral', failure.label);
      this.#options.logger.debug({ err: ending.error }, 'upstream failed');
      if (ending.begun) response.destroy();
    }
    return ending;
  }
}

/**
 * What another proxy in between says of the service. A 500 may come from one bad request, and a 503 is how a
 * service asks for time: taking either out would let one client push a whole service away.
 */
function isFailing(status: number): boolean {
  return status === 502 || status === 504;
}

function refuseWebSocket({ headers }: Request): void {
  // Other offers, such as h2c, are made by ordinary clients and may be ignored (RFC 9110, 7.8).
  if (!/\bwebsocket\b/i.test(headers.upgrade ?? '')) return;
  throw new Problem(
    400,
    'There are no WebSockets here: send plain HTTP requests, without Upgrade.',
  );
}

const HOST = /^(?:[a-z\d.-]{1,253}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** What the client called us, when it has the form of a host. */
function hostOf({ headers }: Request): string | undefined {
  const { host } = headers;
  return host !== undefined && HOST.test(host) ? host : undefined;
}

function unavailable(target: ServiceRoute, trialAt: number): Problem {
  const wait = Math.ceil((trialAt - Date.now()) / 1_000);
  return expected(
    503,
    `The service behind /api/${target.name} has no capacity at the moment.`,
    { 'Retry-After': String(Math.min(Math.max(wait, 1), 60)) },
  );
}
