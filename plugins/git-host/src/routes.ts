import {
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

export const rootRouteRef = createRouteRef();

/** The page of one repository. */
export const repositoryRouteRef = createSubRouteRef({
  parent: rootRouteRef,
  path: '/:owner/:name',
});
