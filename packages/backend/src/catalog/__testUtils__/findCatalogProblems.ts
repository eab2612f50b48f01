import { findDanglingReferences } from './findDanglingReferences';
import { findInvalidEntities } from './findInvalidEntities';
import { findMissingFiles } from './findMissingFiles';
import { findUncataloged } from './findUncataloged';
import { readCatalogFiles } from './readCatalogFiles';

/** Everything that is wrong with the catalog of a checkout, one line each. */
export async function findCatalogProblems(root: string): Promise<string[]> {
  const found = readCatalogFiles(root);
  return [
    ...found.problems,
    ...findUncataloged(root, found),
    ...(await findInvalidEntities(found.entities)),
    ...findDanglingReferences(found.entities),
    ...findMissingFiles(root, found.entities),
  ];
}
