import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Credentials {
  /** The bearer token of the administrator. */
  token: string;
  tokenFile: string;
  /** Signs the tokens of service accounts. */
  accountKeyFile: string;
}

/** Makes the secrets of one control plane. They are readable by nobody else and go with its folder. */
export async function writeCredentials(folder: string): Promise<Credentials> {
  const token = randomBytes(32).toString('hex');
  const tokenFile = join(folder, 'tokens.csv');
  const accountKeyFile = join(folder, 'service-accounts.pem');
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  await writeFile(tokenFile, `${token},proof,proof,"system:masters"\n`, {
    mode: 0o600,
  });
  await writeFile(
    accountKeyFile,
    privateKey.export({ type: 'sec1', format: 'pem' }),
    { mode: 0o600 },
  );
  return { token, tokenFile, accountKeyFile };
}
