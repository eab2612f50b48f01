// Runs before every other module (`node --import`), so that what they load is already being traced. The
// packages of OpenTelemetry cost a second of start time, so they are loaded only when spans go somewhere.
const { OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT } =
  process.env;
const exports =
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? OTEL_EXPORTER_OTLP_ENDPOINT;

if (exports && process.env.OTEL_SDK_DISABLED !== 'true') {
  const { startTelemetry } = await import('./startTelemetry.ts');
  startTelemetry(process.env);
}
