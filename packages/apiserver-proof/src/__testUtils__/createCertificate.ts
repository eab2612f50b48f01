import { generate } from 'selfsigned';

/** A key and a certificate for the loopback address, made for one test. */
export function createCertificate(): { key: string; cert: string } {
  const { private: key, cert } = generate(
    [{ name: 'commonName', value: 'localhost' }],
    {
      algorithm: 'sha256',
      keySize: 2048,
      extensions: [
        { name: 'basicConstraints', cA: true },
        {
          name: 'subjectAltName',
          altNames: [{ type: 7, ip: '127.0.0.1' }],
        },
      ],
    },
  );
  return { key, cert };
}
