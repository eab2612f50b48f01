import {
  ApiBlueprint,
  createFrontendPlugin,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { AuditLogClient } from '@notes/plugin-audit-log-common';
import { RiFileSearchLine } from '@remixicon/react';
import { auditLogApiRef } from './auditLogApiRef';

const rootRouteRef = createRouteRef();

const auditLogApi = ApiBlueprint.make({
  params: define =>
    define({
      api: auditLogApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new AuditLogClient(deps),
    }),
});

const auditLogPage = PageBlueprint.make({
  params: {
    path: '/audit-log',
    title: 'Audit log',
    icon: <RiFileSearchLine />,
    routeRef: rootRouteRef,
    loader: () => import('./page/AuditLogPage').then(m => <m.AuditLogPage />),
  },
});

/**
 * The page that shows who did what in the portal.
 *
 * @public
 */
export const auditLogPlugin = createFrontendPlugin({
  pluginId: 'audit-log',
  title: 'Audit log',
  icon: <RiFileSearchLine />,
  routes: { root: rootRouteRef },
  extensions: [auditLogApi, auditLogPage],
});
