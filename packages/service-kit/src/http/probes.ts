/** What Kubernetes and Prometheus ask every few seconds: neither logged nor traced. */
const PROBES = new Set([
  '/health',
  '/health/live',
  '/ready',
  '/health/ready',
  '/metrics',
]);

export function isProbe(url: string | undefined): boolean {
  return PROBES.has(url?.split('?', 1)[0] ?? '');
}
