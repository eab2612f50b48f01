import { createRequire } from 'node:module';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import {
  detectResources,
  envDetector,
  resourceFromAttributes,
  type Resource,
} from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
} from '@opentelemetry/sdk-trace-node';
import { isProbe } from '../http/probes.ts';
import { onStopTelemetry } from './stopTelemetry.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The packages whose calls become spans. */
const TRACED = ['http', 'pg', 'ioredis'];
const FLUSH_LIMIT_MS = 3_000;

/** Gives each request a trace that goes on in other services (W3C Trace Context), and sends the spans away. */
export function startTelemetry(environment: Environment): void {
  const provider = new NodeTracerProvider({
    resource: describeService(environment),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  provider.register();
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: request => isProbe(request.url),
      }),
      new UndiciInstrumentation(),
      new PgInstrumentation({ requireParentSpan: true }),
      new IORedisInstrumentation({ requireParentSpan: true }),
    ],
  });
  onStopTelemetry(() => flush(provider));

  // An instrumentation changes a package when it is required. Modules that import the package get the same
  // instance afterwards, so no loader hook has to stand between every import.
  const require = createRequire(import.meta.url);
  for (const name of TRACED) require(name);
}

/** A collector that is away does not keep the process alive. */
async function flush(provider: NodeTracerProvider): Promise<void> {
  const limit = new Promise<void>(resolve => {
    setTimeout(resolve, FLUSH_LIMIT_MS).unref();
  });
  await Promise.race([provider.shutdown().catch(() => undefined), limit]);
}

function describeService(environment: Environment): Resource {
  const own = resourceFromAttributes({
    'service.name': environment.npm_package_name?.split('/').at(-1) ?? 'notes',
    'service.version': environment.SERVICE_VERSION ?? '0.1.0',
  });
  // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES, which the platform sets, win.
  return own.merge(detectResources({ detectors: [envDetector] }));
}
