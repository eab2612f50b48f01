import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Router } from 'express';
import type { DemoPerson } from './readDemoPeople';

/**
 * Lists who can sign in, so that the sign-in page has no copy of the names.
 *
 * @internal
 */
export function createPeopleRouter(people: DemoPerson[]): Router {
  const router = Router();
  router.get('/demo/people', (_req, res) => {
    res.json({
      people: people.map(person => ({
        ...person,
        entityRef: stringifyEntityRef({
          kind: 'User',
          namespace: DEFAULT_NAMESPACE,
          name: person.name,
        }),
      })),
    });
  });
  return router;
}
