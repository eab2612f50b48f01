import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Access } from './ControlPlane';

export const CONTEXT = 'golden-path';

/** Writes how to reach an API server, for kubectl and the portal. JSON is YAML, and this needs no other form. */
export async function writeKubeconfig(
  file: string,
  { url, token, authority }: Access,
): Promise<void> {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: CONTEXT,
        cluster: {
          server: url,
          'certificate-authority-data':
            Buffer.from(authority).toString('base64'),
        },
      },
    ],
    users: [{ name: CONTEXT, user: { token } }],
    contexts: [{ name: CONTEXT, context: { cluster: CONTEXT, user: CONTEXT } }],
    'current-context': CONTEXT,
  };
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // It holds the token of an administrator.
  await writeFile(file, `${JSON.stringify(config, null, 2)}\n`, {
    mode: 0o600,
  });
}
