import type { UrlReaderService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type {
  GitHostApi,
  GitHostRequestOptions,
} from '@notes/plugin-git-host-common';
import type { ServiceFiles } from './ServiceFiles';

const LOCATION = 'backstage.io/managed-by-location';

/** Finds the repository of a service by where its catalog file was read from. */
export function openServiceFiles(
  entity: Entity,
  options: {
    gitHost: GitHostApi;
    gitHostUrl: string;
    reader: UrlReaderService;
    integrations: ScmIntegrations;
    /** On behalf of the person who asks. */
    request: GitHostRequestOptions;
  },
): ServiceFiles {
  const location = entity.metadata.annotations?.[LOCATION] ?? '';
  const url = location.replace(/^url:/, '');
  if (!location.startsWith('url:') || !URL.canParse(url)) {
    throw new InputError(
      `service '${entity.metadata.name}' is not accepted: its catalog file comes from '${location}', expected a repository`,
    );
  }
  return url.startsWith(`${options.gitHostUrl}/`)
    ? openEmbedded(url, options)
    : openOutside(url, options);
}

function openEmbedded(
  url: string,
  options: {
    gitHost: GitHostApi;
    gitHostUrl: string;
    request: GitHostRequestOptions;
  },
): ServiceFiles {
  const { gitHost, request } = options;
  const [owner, name] = url.slice(options.gitHostUrl.length + 1).split('/');
  const id = { owner, name };
  return {
    ...{ host: 'embedded', repoOwner: owner, repoName: name, repoUrl: '' },
    read: async path => {
      const { items } = await gitHost.getFiles(id, { paths: [path] }, request);
      return items[0]?.content;
    },
    list: async path => {
      const tree = await gitHost
        .getTree(id, { path }, request)
        .catch(ignoreNotFound);
      return (tree?.entries ?? []).map(entry => entry.name).filter(isYaml);
    },
  };
}

function openOutside(
  url: string,
  options: { reader: UrlReaderService; integrations: ScmIntegrations },
): ServiceFiles {
  const { reader, integrations } = options;
  const type = integrations.byUrl(url)?.type;
  const host =
    type === 'github' || type === 'gitlab' || type === 'gitea' ? type : 'other';
  const { host: hostname, pathname } = new URL(url);
  const [owner, name] = pathname.split('/').filter(Boolean);
  const resolve = (path: string) =>
    integrations.resolveUrl({ url: path, base: url });
  return {
    ...{ host, repoOwner: owner, repoName: name },
    repoUrl: `${hostname}?owner=${encodeURIComponent(owner)}&repo=${encodeURIComponent(name)}`,
    read: async path => {
      const file = await reader.readUrl(resolve(path)).catch(ignoreNotFound);
      return (await file?.buffer())?.toString('utf8');
    },
    list: async path => {
      const found = await reader
        .search(resolve(`${path}/*.yaml`))
        .catch(ignoreNotFound);
      return (found?.files ?? []).map(file => file.url.split('/').pop() ?? '');
    },
  };
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

function ignoreNotFound(error: unknown): undefined {
  if ((error as Error).name === 'NotFoundError') {
    return undefined;
  }
  throw error;
}
