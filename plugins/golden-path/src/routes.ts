import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The list of plans. */
export const plansRouteRef = createRouteRef();

/** The page of one plan. */
export const planRouteRef = createSubRouteRef({
  parent: plansRouteRef,
  path: '/:id',
});

/** Where plans lead to in Create. */
export const externalRoutes = {
  templates: createExternalRouteRef({ defaultTarget: 'scaffolder.root' }),
  template: createExternalRouteRef({
    params: ['namespace', 'templateName'],
    defaultTarget: 'scaffolder.selectedTemplate',
  }),
  task: createExternalRouteRef({
    params: ['taskId'],
    defaultTarget: 'scaffolder.ongoingTask',
  }),
};
