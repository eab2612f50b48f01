import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { applicationManagePermission } from '@notes/plugin-golden-path-common';

/** Who holds it may make something for a group of others; the plan asks for the same. */
export const ownForOthersPermission = applicationManagePermission;

/** Whether the value names one of these; undefined when it names nothing at all. */
export function isAmong(
  value: string,
  refs: readonly string[],
): boolean | undefined {
  try {
    const ref = stringifyEntityRef(
      parseEntityRef(value, {
        ...{ defaultKind: 'group', defaultNamespace: 'default' },
      }),
    );
    return refs.includes(ref);
  } catch {
    return undefined;
  }
}
