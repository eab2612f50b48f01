import type { BackendFeature } from '@backstage/backend-plugin-api';
import giteaModule from '@backstage/plugin-scaffolder-backend-module-gitea';
import githubModule from '@backstage/plugin-scaffolder-backend-module-github';
import gitlabModule from '@backstage/plugin-scaffolder-backend-module-gitlab';
import crossplaneModule from '@notes/plugin-scaffolder-backend-module-crossplane';
import gitHostModule from '@notes/plugin-scaffolder-backend-module-git-host';
import gitopsModule from '@notes/plugin-scaffolder-backend-module-gitops';
import goldenPathModule from '@notes/plugin-scaffolder-backend-module-golden-path';

/** The modules that bring the actions of the portal, as packages/backend has them. */
export const portalActions: BackendFeature[] = [
  githubModule,
  gitlabModule,
  giteaModule,
  gitHostModule,
  crossplaneModule,
  goldenPathModule,
  gitopsModule,
];
