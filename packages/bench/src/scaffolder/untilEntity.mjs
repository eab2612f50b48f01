import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The entity, once the catalog has read its file.
 *
 * @returns {Promise<object | undefined>}
 */
export async function untilEntity(client, ref, withinMs = 30_000) {
  const [kind, rest] = ref.split(':');
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const found = await client
      .getJson(`/api/catalog/entities/by-name/${kind}/${rest}`)
      .catch(() => undefined);
    if (found) {
      return found;
    }
    await sleep(500);
  }
  return undefined;
}
