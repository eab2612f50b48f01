import {
  AuthService,
  DatabaseService,
  DiscoveryService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { OwnApi } from '../lib/OwnApi';
import { ArgoCdProbe } from './ArgoCdProbe';
import { CacheProbe } from './CacheProbe';
import { CatalogProbe } from './CatalogProbe';
import { ConnectionProbe } from './ConnectionProbe';
import { createGiteaProbe } from './createGiteaProbe';
import { createGithubProbe } from './createGithubProbe';
import { createGitlabProbe } from './createGitlabProbe';
import { DatabaseProbe } from './DatabaseProbe';
import { KubernetesProbe } from './KubernetesProbe';
import { OwnPluginProbe } from './OwnPluginProbe';
import { TechDocsProbe } from './TechDocsProbe';

/** Every probe, in the order in which people read them. */
export function createProbes(options: {
  auth: AuthService;
  config: RootConfigService;
  database: DatabaseService;
  discovery: DiscoveryService;
}): ConnectionProbe[] {
  const { config, database } = options;
  const api = new OwnApi(options);
  return [
    new DatabaseProbe({ database }),
    new CatalogProbe({ api }),
    new CacheProbe({ config }),
    new OwnPluginProbe({
      id: 'events',
      title: 'Event bus',
      api,
      pluginId: 'events',
      path: '/.backstage/auth/v1/jwks.json',
      good: 'Events travel through the database of the portal.',
    }),
    new OwnPluginProbe({
      id: 'search',
      title: 'Search engine',
      api,
      pluginId: 'search',
      path: '/query?term=portal&pageLimit=1',
      good: 'The search engine answers.',
    }),
    new TechDocsProbe({ config }),
    new OwnPluginProbe({
      id: 'git-host',
      title: 'Git host of the portal',
      api,
      pluginId: 'git-host',
      path: '/v1/repositories?limit=1',
      good: 'The portal keeps repositories by itself.',
    }),
    createGithubProbe(config),
    createGitlabProbe(config),
    createGiteaProbe(config),
    new KubernetesProbe({ api }),
    new ArgoCdProbe({ config }),
  ];
}
