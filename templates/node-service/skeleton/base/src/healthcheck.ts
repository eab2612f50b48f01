// The image has no shell and no curl: its HEALTHCHECK runs this file.
const port = process.env.PORT ?? '${{ values.port }}';

try {
  const response = await fetch(`http://127.0.0.1:${port}/health`, {
    signal: AbortSignal.timeout(2_000),
  });
  process.exitCode = response.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
