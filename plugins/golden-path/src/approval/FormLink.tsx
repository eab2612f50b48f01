import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import type { Plan } from '@notes/plugin-golden-path-common';
import { externalRoutes } from '../routes';
import { goldenPathTranslationRef } from '../translation';

/** Leads to the form of the template, filled with the answers of a plan; secrets are not among them. */
export function FormLink(props: { plan: Plan }) {
  const { templateRef, values } = props.plan;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const templateRoute = useRouteRef(externalRoutes.template);
  const { namespace, name } = parseEntityRef(templateRef);
  const address = templateRoute?.({ namespace, templateName: name });
  if (!address) {
    return null;
  }
  const query = new URLSearchParams({ formData: JSON.stringify(values) });
  return (
    <ButtonLink variant="secondary" size="small" href={`${address}?${query}`}>
      {t('standing.openForm')}
    </ButtonLink>
  );
}
