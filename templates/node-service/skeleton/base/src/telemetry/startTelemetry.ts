import { createRequire } from 'node:module';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { registerInstrumentations, type Instrumentation } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
{% if values.hasCache %}
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
{% endif %}
{% if values.hasDatabase %}
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
{% endif %}
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import {
  detectResources,
  envDetector,
  resourceFromAttributes,
  type Resource,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { isProbe } from '../http/probes.ts';
import { SERVICE_NAME } from '../serviceName.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The packages whose calls become spans. */
const TRACED = ['${{ ["http", "pg" if values.hasDatabase, "ioredis" if values.hasCache] | select | join("', '") }}'];
const FLUSH_LIMIT_MS = 3_000;

let provider: NodeTracerProvider | undefined;

/**
 * Gives each request a trace that goes on in other services (W3C Trace Context). Spans leave the process only
 * when OTEL_EXPORTER_OTLP_ENDPOINT says where to; the ids are in the logs either way.
 */
export function startTelemetry(environment: Environment): void {
  if (environment.OTEL_SDK_DISABLED === 'true') return;

  const exports =
    environment.OTEL_EXPORTER_OTLP_ENDPOINT ?? environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  provider = new NodeTracerProvider({
    resource: describeService(environment),
    spanProcessors: exports ? [new BatchSpanProcessor(new OTLPTraceExporter())] : [],
  });
  provider.register();
  registerInstrumentations({ instrumentations: instrumentations() });

  // An instrumentation changes a package when it is required. Modules that import the package get the same
  // instance afterwards, so no loader hook has to stand between every import.
  const require = createRequire(import.meta.url);
  for (const name of TRACED) require(name);
}

/** Sends the spans that still wait. A collector that is away does not keep the process alive. */
export async function stopTelemetry(): Promise<void> {
  const limit = new Promise<void>((resolve) => setTimeout(resolve, FLUSH_LIMIT_MS).unref());
  await Promise.race([provider?.shutdown().catch(() => undefined), limit]);
}

function describeService(environment: Environment): Resource {
  const own = resourceFromAttributes({
    'service.name': SERVICE_NAME,
    'service.version': environment.SERVICE_VERSION ?? '0.1.0',
  });
  // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES, which the platform sets, win.
  return own.merge(detectResources({ detectors: [envDetector] }));
}

function instrumentations(): Instrumentation[] {
  return [
    new HttpInstrumentation({
      ignoreIncomingRequestHook: (request) => isProbe(request.url),
    }),
    new UndiciInstrumentation(),
{% if values.hasDatabase %}
    new PgInstrumentation({ requireParentSpan: true }),
{% endif %}
{% if values.hasCache %}
    new IORedisInstrumentation({ requireParentSpan: true }),
{% endif %}
  ];
}
