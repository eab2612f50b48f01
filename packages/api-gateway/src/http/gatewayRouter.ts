import { setRoute } from '@notes/service-kit';
import { Router, type Request, type Response } from 'express';
import { matchRoute } from '../domain/matchRoute.ts';
import type { RateLimit } from '../limits/RateLimit.ts';
import type { Proxy } from '../proxy/Proxy.ts';
import type { ServiceRoute } from '../proxy/ServiceRoute.ts';
import { pathOf } from '../waf/checkHead.ts';
import type { Firewall } from '../waf/Firewall.ts';
import { clientAddress, limitKey } from './clientAddress.ts';
import type { Cors } from './Cors.ts';
import { setSecurityHeaders } from './securityHeaders.ts';

export interface GatewayRouterOptions {
  readonly cors: Cors;
  readonly firewall: Firewall;
  readonly addressLimit: RateLimit;
  readonly proxy: Proxy;
  readonly routes: ReadonlyMap<string, ServiceRoute>;
}

/** The way of every request but probes: cheap refusals first, then the service it is for. */
export function gatewayRouter(options: GatewayRouterOptions): Router {
  const { addressLimit, cors, firewall, proxy, routes } = options;

  async function admit(
    request: Request,
    response: Response,
    service: string | undefined,
  ): Promise<'admitted' | 'answered'> {
    setSecurityHeaders(response);
    cors.setHeaders(request, response);
    const address = clientAddress(request);
    firewall.checkAddress(address);
    await addressLimit.consume(limitKey(address), response);
    const { method, originalUrl: url, rawHeaders } = request;
    firewall.checkRequest({ method, url, rawHeaders }, service);
    return cors.answerPreflight(request, response) === 'answered'
      ? 'answered'
      : 'admitted';
  }

  const router = Router();
  router.use(async (request, response, next) => {
    const target = matchRoute(routes, pathOf(request.originalUrl));
    if (target) setRoute(response, `/api/${target.name}/*`);
    if ((await admit(request, response, target?.name)) === 'answered') return;
    if (target) await proxy.pass(request, response, target);
    else next();
  });
  return router;
}
