import type { CatalogApi } from '@backstage/plugin-catalog-react';
import type { GitHostApi } from '@notes/plugin-git-host-common';

/** Somebody who has the name already. */
export interface NameConflict {
  /** Who has it and what it is, as a sentence. */
  text: string;
  /** Where to look at it in the portal. */
  href: string;
}

/** What is asked, and where the repository is going to be. */
export interface NameQuestion {
  name: string;
  repoOwner: string;
  /** Left out or `embedded`, the repository is looked for on the git host of the portal. */
  repoHost?: string;
  /** The language of the template, which has reserved names of its own. */
  language?: string;
}

/** Looks for the name in the catalog and on the git host, and throws when one of them cannot be asked. */
export async function findNameConflicts(
  question: NameQuestion,
  apis: {
    catalogApi: Pick<CatalogApi, 'getEntityByRef'>;
    gitHostApi: Pick<GitHostApi, 'getRepository'>;
  },
): Promise<NameConflict[]> {
  const found = await Promise.all([
    findEntity(question, apis.catalogApi),
    findRepository(question, apis.gitHostApi),
  ]);
  return found.filter(conflict => conflict !== undefined);
}

async function findEntity(
  { name }: NameQuestion,
  catalogApi: Pick<CatalogApi, 'getEntityByRef'>,
): Promise<NameConflict | undefined> {
  const ref = `component:default/${name}`;
  const entity = await catalogApi.getEntityByRef(ref);
  return entity
    ? {
        text: `The catalog already has the component "${name}".`,
        href: `/catalog/default/component/${name}`,
      }
    : undefined;
}

async function findRepository(
  { name, repoOwner, repoHost = 'embedded' }: NameQuestion,
  gitHostApi: Pick<GitHostApi, 'getRepository'>,
): Promise<NameConflict | undefined> {
  if (repoHost !== 'embedded') {
    return undefined;
  }
  try {
    await gitHostApi.getRepository({ owner: repoOwner, name });
    return {
      text: `The git host already has the repository "${repoOwner}/${name}".`,
      href: `/repositories/${repoOwner}/${name}`,
    };
  } catch (error) {
    if ((error as Error).name === 'NotFoundError') {
      return undefined;
    }
    throw error;
  }
}
