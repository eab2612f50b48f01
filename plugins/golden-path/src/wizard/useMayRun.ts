import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { planCreatePermission } from '@notes/plugin-golden-path-common';

/**
 * Whether the one who looks may run templates; undefined until that is known.
 *
 * Where it cannot be found out the form is shown: the server decides anyway.
 */
export function useMayRun(options: { planned: boolean }): boolean | undefined {
  const task = usePermission({ permission: taskCreatePermission });
  const plan = usePermission({ permission: planCreatePermission });
  const asked = options.planned ? [task, plan] : [task];
  if (asked.some(({ loading }) => loading)) {
    return undefined;
  }
  return asked.every(({ allowed, error }) => allowed || error !== undefined);
}
