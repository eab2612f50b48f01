import {
  defineService,
  openRedis,
  type Parts,
  type ServiceApp,
} from '@notes/service-kit';
import { MergedDocument } from './docs/MergedDocument.ts';
import { PUBLIC_OPERATIONS } from './domain/publicOperations.ts';
import { PublicPaths } from './domain/PublicPaths.ts';
import { AccessTokens } from './http/AccessTokens.ts';
import { Cors } from './http/Cors.ts';
import { gatewayRouter } from './http/gatewayRouter.ts';
import { createLimits, type Limits } from './limits/createLimits.ts';
import { Proxy } from './proxy/Proxy.ts';
import { ServiceRoute } from './proxy/ServiceRoute.ts';
import { UpstreamMetrics } from './proxy/UpstreamMetrics.ts';
import { docsHandlers } from './routes/docsHandlers.ts';
import { healthHandlers } from './routes/healthHandlers.ts';
import { UpstreamProbes } from './routes/UpstreamProbes.ts';
import { config, type Config } from './settings.ts';
import { Firewall } from './waf/Firewall.ts';

export const gatewayService = defineService<Config>({
  name: 'api-gateway',
  config,
  openapi: new URL('../openapi.yaml', import.meta.url),
  create: createGateway,
});

async function createGateway(parts: Parts<Config>): Promise<ServiceApp> {
  const { clock, config: values, document, lifecycle, logger } = parts;
  const { registry } = parts.metrics;
  const metrics = new UpstreamMetrics(registry);
  const routes = new Map(
    values.ROUTES.map(route => [
      route.name,
      new ServiceRoute({ route, clock, logger, metrics }),
    ]),
  );
  for (const route of routes.values()) {
    for (const upstream of route.upstreams)
      lifecycle.onClose(`connections to ${upstream.name}`, () =>
        upstream.close(),
      );
  }
  const redis = await openRedis(parts);
  const limits = createLimits({ config: values, redis, registry, clock });
  const firewall = createFirewall(parts);
  const proxy = createProxy(parts, { limits, firewall, metrics });
  const merged = new MergedDocument({
    ...{ clock, logger, own: document, publicUrl: values.PUBLIC_URL },
    version: values.SERVICE_VERSION,
    maxAgeMs: values.DOCUMENTS_MAX_AGE_MS,
    routes: [...routes.values()],
  });
  const probes = new UpstreamProbes({ clock, routes: [...routes.values()] });
  const cors = new Cors(values.CORS_ORIGINS);
  const addressLimit = limits.address;
  return {
    routers: [gatewayRouter({ cors, firewall, addressLimit, proxy, routes })],
    handlers: { ...healthHandlers(probes), ...docsHandlers(merged) },
  };
}

function createFirewall({ config: values, logger, metrics }: Parts<Config>) {
  return new Firewall({
    logger,
    registry: metrics.registry,
    reportOnly: values.WAF_REPORT_ONLY,
    blocked: values.WAF_BLOCKED_IPS,
    allowed: values.WAF_ALLOWED_IPS,
  });
}

interface ProxyParts {
  readonly limits: Limits;
  readonly firewall: Firewall;
  readonly metrics: UpstreamMetrics;
}

function createProxy(
  { clock, config: values, logger }: Parts<Config>,
  { firewall, limits, metrics }: ProxyParts,
): Proxy {
  return new Proxy({
    ...{ firewall, metrics, logger },
    tokens: new AccessTokens({
      accessKeys: values.JWT_KEYS,
      identityKeys: values.IDENTITY_KEYS,
      clock,
    }),
    publicPaths: new PublicPaths(PUBLIC_OPERATIONS),
    quota: limits.user,
    canaryPermission: values.CANARY_PERMISSION,
    inspectBytes: values.WAF_JSON_PREFIX_BYTES,
  });
}
