import { LOCK_PATH } from '@notes/plugin-golden-path-node';
import type { Checker } from '../check';
import { findCatalogProblems } from './findings/findCatalogProblems';
import { findLockProblems } from './findings/findLockProblems';

/** Checks of what the portal reads of a repository. */
export const recordCheckers: Checker[] = [
  {
    id: 'catalog',
    artefact: 'catalog',
    proves: 'the catalog accepts the entities, and what they name is there',
    inputs: /^(catalog-info\.yaml$|openapi\.yaml$|asyncapi\.yaml$)/,
    needs: /^catalog-info\.yaml$/,
    check: async repository => findCatalogProblems(repository.texts()),
  },
  {
    id: 'lock',
    artefact: 'lock',
    proves: 'the lock holds no secret and records exactly this tree',
    inputs: /^/,
    needs: new RegExp(`^${LOCK_PATH.replaceAll('.', '\\.')}$`),
    newOnly: true,
    dependsOn: ['plugins/golden-path-node/src'],
    check: async repository => findLockProblems(repository),
  },
];
