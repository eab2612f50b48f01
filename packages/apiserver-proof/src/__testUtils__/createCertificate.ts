import { generateKeyPairSync } from 'node:crypto';
import { pki } from 'node-forge';

const DAY_MS = 86_400_000;

/** A key and a certificate for the loopback address, made for one run of tests. */
function createCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const certificate = pki.createCertificate();
  const subject = [{ name: 'commonName', value: 'localhost' }];
  certificate.serialNumber = '01';
  certificate.publicKey = pki.publicKeyFromPem(publicKey);
  certificate.validity.notBefore = new Date(Date.now() - DAY_MS);
  certificate.validity.notAfter = new Date(Date.now() + DAY_MS);
  certificate.setSubject(subject);
  certificate.setIssuer(subject);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ]);
  certificate.sign(pki.privateKeyFromPem(privateKey));
  return { key: privateKey, cert: pki.certificateToPem(certificate) };
}

/** Made once: keys take a while. */
export const CERTIFICATE = createCertificate();
