import { join } from 'node:path';
import { LOOPBACK } from './choosePort';
import type { Credentials } from './writeCredentials';

/**
 * etcd wants a host and a port in each address, also of a socket: `unix://localhost:1` is the file `localhost:1` of
 * its working folder. Only who can read the folder can reach it, so it needs no certificate.
 */
const CLIENT_SOCKET = 'localhost:1';
const PEER_SOCKET = 'localhost:2';

/** Arguments of an etcd that forgets everything with its folder, so it need not wait for the disk. */
export function etcdArguments(): string[] {
  return [
    '--name=proof',
    '--data-dir=etcd',
    `--listen-client-urls=unix://${CLIENT_SOCKET}`,
    `--advertise-client-urls=unix://${CLIENT_SOCKET}`,
    `--listen-peer-urls=unix://${PEER_SOCKET}`,
    `--initial-advertise-peer-urls=unix://${PEER_SOCKET}`,
    `--initial-cluster=proof=unix://${PEER_SOCKET}`,
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

export function etcdSocket(folder: string): string {
  return join(folder, CLIENT_SOCKET);
}

/** Arguments of a kube-apiserver with every admission plugin that is on by default. */
export function apiServerArguments(
  folder: string,
  port: number,
  { tokenFile, accountKeyFile }: Credentials,
): string[] {
  return [
    `--etcd-servers=unix://${etcdSocket(folder)}`,
    `--bind-address=${LOOPBACK}`,
    `--advertise-address=${LOOPBACK}`,
    `--secure-port=${port}`,
    // It makes its own certificate, and keeps it in the folder that goes with it.
    `--cert-dir=${join(folder, 'certificates')}`,
    // No address to announce: nothing runs in this cluster that could look for it.
    '--endpoint-reconciler-type=none',
    '--authorization-mode=RBAC',
    '--anonymous-auth=false',
    `--token-auth-file=${tokenFile}`,
    `--service-account-issuer=https://${LOOPBACK}:${port}`,
    `--service-account-key-file=${accountKeyFile}`,
    `--service-account-signing-key-file=${accountKeyFile}`,
    // As clusters have it, so that Pod Security decides and not this flag.
    '--allow-privileged=true',
    '--service-cluster-ip-range=10.0.0.0/16',
    '--profiling=false',
  ];
}
