import { setTimeout as sleep } from 'node:timers/promises';

import { HttpClient } from '../system/httpClient.mjs';

const ATTEMPTS = 60;

/**
 * A token for the API. A person of the catalog is known only once the catalog
 * has read its file, hence the patience.
 */
export async function signIn(baseUrl, appId, tokenPath) {
  const client = new HttpClient({ baseUrl, connections: 1 });
  try {
    let problem;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      try {
        const answer = await client.getJson(tokenPath);
        return answer.backstageIdentity.token;
      } catch (error) {
        problem = error;
      }
      await sleep(500);
    }
    throw new Error(`${appId}: nobody can sign in`, { cause: problem });
  } finally {
    client.close();
  }
}
