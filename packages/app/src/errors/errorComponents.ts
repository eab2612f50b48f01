import {
  ErrorDisplay,
  NotFoundErrorPage,
  Progress,
} from '@backstage/frontend-plugin-api';
import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { ErrorPanel } from './ErrorPanel';
import { NotFoundPage } from './NotFoundPage';
import { Spinner } from './Spinner';

// Each has the name of the stock component, and therefore takes its place.
export const errorComponents = [
  SwappableComponentBlueprint.make({
    name: 'core-not-found-error-page',
    params: define =>
      define({ component: NotFoundErrorPage, loader: () => NotFoundPage }),
  }),
  SwappableComponentBlueprint.make({
    name: 'core-error-display',
    params: define =>
      define({ component: ErrorDisplay, loader: () => ErrorPanel }),
  }),
  SwappableComponentBlueprint.make({
    name: 'core-progress',
    params: define => define({ component: Progress, loader: () => Spinner }),
  }),
];
