import type { TestService } from '@notes/service-kit/testing';

type Headers = Readonly<Record<string, string>>;

/** The name of the upstream that answers a request, or the status of a refusal. */
export async function answeredBy(
  gateway: TestService,
  headers: Headers,
): Promise<string> {
  const reply = await gateway.request('/api/notes', { headers });
  return reply.status === 200
    ? (reply.body as { upstream: string }).upstream
    : String(reply.status);
}

/** How many of some requests each upstream answers. */
export async function tally(
  gateway: TestService,
  count: number,
  headers: Headers,
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (let number = 0; number < count; number += 1) {
    const name = await answeredBy(gateway, headers);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
