import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { CLAIM_FORMS } from '@notes/crossplane-types';
import type { ClaimForm } from '@notes/crossplane-types';

const KEY = 'goldenPath.crossplane.form';

/**
 * Reads which form of claims the portal writes.
 *
 * @public
 */
export function readClaimForm(config: Config): ClaimForm {
  const form = config.getOptionalString(KEY) ?? 'namespaced';
  const known = CLAIM_FORMS.find(each => each === form);
  if (!known) {
    throw new InputError(
      `${KEY} is '${form}': must be one of ${CLAIM_FORMS.join(', ')}`,
    );
  }
  return known;
}
