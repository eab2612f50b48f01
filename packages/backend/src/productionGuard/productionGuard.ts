import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { findProductionProblems } from './findProductionProblems';

const productionGuardServiceRef = createServiceRef<{
  checked: 'development' | 'production';
}>({ id: 'notes.production-guard', scope: 'root' });

const DEVELOPMENT_MODES = ['development', 'test'];

/**
 * Stops the start of a production portal that is open to strangers.
 *
 * A root service comes before every plugin, so no route exists and nothing is
 * written when the guard throws. An unset `NODE_ENV` counts as production.
 */
export const productionGuard = createServiceFactory({
  service: productionGuardServiceRef,
  initialization: 'always',
  deps: { config: coreServices.rootConfig },
  factory({ config }) {
    const mode = process.env.NODE_ENV ?? '';
    if (DEVELOPMENT_MODES.includes(mode)) {
      return { checked: 'development' as const };
    }
    const problems = findProductionProblems(config);
    if (problems.length > 0) {
      throw new Error(
        `The configuration is not fit for production (NODE_ENV is '${mode}'):\n${problems
          .map(problem => `  - ${problem}`)
          .join('\n')}`,
      );
    }
    return { checked: 'production' as const };
  },
});
