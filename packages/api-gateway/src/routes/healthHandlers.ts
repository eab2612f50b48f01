import { operation, Problem, type Handler } from '@notes/service-kit';
import type { UpstreamProbes } from './UpstreamProbes.ts';

export function healthHandlers(
  probes: UpstreamProbes,
): Readonly<Record<string, Handler>> {
  return {
    getHealth: operation(() => ({ status: 200, body: { status: 'ok' } })),
    getReady: operation(async () => {
      const services = await probes.report();
      const away = services.filter(one => one.status === 'away');
      if (away.length > 0) {
        const names = away.map(one => one.name).join(', ');
        throw new Problem(503, `No upstream is ready: ${names}.`, {
          title: 'not ready',
          expected: true,
          extensions: { services },
          headers: { 'Cache-Control': 'no-store' },
        });
      }
      return {
        status: 200,
        headers: { 'Cache-Control': 'no-store' },
        body: { status: 'ready', services },
      };
    }),
  };
}
