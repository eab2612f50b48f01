import { createBackend } from '@backstage/backend-defaults';
import { exitOnFailedStart } from './exitOnFailedStart';

const backend = createBackend();

backend.add(import('./rootLogger'));

backend.add(import('./productionGuard'));

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@notes/plugin-app-backend-module-precompressed'));
backend.add(import('@backstage/plugin-proxy-backend'));
backend.add(import('@backstage/plugin-events-backend'));

// Who is there, and what they may do
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-github-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-auth-backend-module-oidc-provider'));
backend.add(import('@notes/plugin-auth-backend-module-demo'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@notes/plugin-permission-backend-module-notes'));
backend.add(import('@notes/plugin-audit-log-backend'));

// Catalog
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-catalog-backend-module-unprocessed'));
backend.add(import('@notes/plugin-catalog-backend-module-local-documents'));
backend.add(import('@notes/plugin-catalog-backend-module-owner-unregister'));

// Keep code
backend.add(import('@notes/plugin-git-host-backend'));

// Create
backend.add(import('@notes/plugin-golden-path-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-github'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitlab'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(import('@notes/plugin-scaffolder-backend-module-git-host'));
backend.add(import('@notes/plugin-scaffolder-backend-module-crossplane'));
backend.add(import('@notes/plugin-scaffolder-backend-module-gitops'));
backend.add(import('@notes/plugin-scaffolder-backend-module-golden-path'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(
  import('@notes/plugin-scaffolder-backend-module-task-notifications'),
);

// Read
backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@notes/plugin-techdocs-backend-module-markdown'));

// Find
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

// Operate
backend.add(import('@backstage/plugin-kubernetes-backend'));
backend.add(import('@notes/plugin-kubernetes-backend-module-kubeconfig'));
backend.add(import('@backstage-community/plugin-argocd-backend'));
backend.add(import('@notes/plugin-connections-backend'));

// Tell
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));

backend.add(import('@backstage/plugin-mcp-actions-backend'));

// Ends the process by itself when it fails.
void exitOnFailedStart(backend.start());
