import {
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { kubernetesClustersReadPermission } from '@backstage/plugin-kubernetes-common';
import {
  AuthenticationStrategy,
  KubernetesClustersSupplier,
} from '@backstage/plugin-kubernetes-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ConnectionDetail } from '@notes/plugin-connections-common';
import express from 'express';
import Router from 'express-promise-router';
import { checkCluster } from './checkCluster';
import { KubeconfigReader } from './KubeconfigReader';

/** Adds the state of the clusters to the stock routes of the Kubernetes plugin. */
export function createRouter(options: {
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  reader?: KubeconfigReader;
  stock: express.Router;
  clusterSupplier: KubernetesClustersSupplier;
  strategies: Record<string, AuthenticationStrategy>;
}): express.Router {
  const { httpAuth, permissions, reader, clusterSupplier, strategies } =
    options;
  const router = Router();

  router.get('/connections/clusters', async (req, res) => {
    const credentials = await httpAuth.credentials(req);
    const permission = kubernetesClustersReadPermission;
    const [{ result }] = await permissions.authorize([{ permission }], {
      credentials,
    });
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`Permission ${permission.name} is missing`);
    }
    const found = await clusterSupplier.getClusters({ credentials });
    const clusters = await Promise.all(
      found.map(cluster => checkCluster(cluster, strategies)),
    );
    res.json({ clusters: [...clusters, ...(await problemsOf(reader))] });
  });

  // The stock proxy replaces the token of the portal only by another token. To
  // a cluster with a client certificate it would pass it on, so that it goes
  // as soon as the caller is known; the credentials stay with the request.
  router.use('/proxy', async (req, _res, next) => {
    await httpAuth.credentials(req);
    delete req.headers.authorization;
    next();
  });

  router.use(options.stock);
  return router;
}

async function problemsOf(
  reader: KubeconfigReader | undefined,
): Promise<ConnectionDetail[]> {
  const problem = (await reader?.read())?.problem;
  return problem
    ? [{ name: 'kubeconfig', state: 'broken', text: problem }]
    : [];
}
