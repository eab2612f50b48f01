import { findTool } from '@notes/template-kit';

/** The two servers of a control plane. */
export interface ServerBinaries {
  etcd: string;
  apiServer: string;
}

const COMMANDS = ['etcd', 'kube-apiserver'] as const;

/** Finds both servers, or says which are absent and how to get them. */
export function findServers(
  env: NodeJS.ProcessEnv = process.env,
): { binaries: ServerBinaries } | { reason: string } {
  const [etcd, apiServer] = COMMANDS.map(name => findTool(name, env));
  if (etcd && apiServer) return { binaries: { etcd, apiServer } };
  const missing = COMMANDS.filter(name => !findTool(name, env));
  return {
    reason: `${missing.join(', ')} not found; npm run tools -- ${missing.join(' ')} builds what is missing from source`,
  };
}
