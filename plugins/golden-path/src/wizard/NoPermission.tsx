import { type Entity, RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityRefLinks,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { Alert, ButtonLink, Container } from '@backstage/ui';
import parts from '../plan/Plan.module.css';
import { PlanPart } from '../plan/PlanPart';
import { externalRoutes } from '../routes';
import { goldenPathTranslationRef } from '../translation';

/** In place of a form that would be filled in for nothing: that it is closed, and who can open it. */
export function NoPermission({ template }: { template: Entity }) {
  const { title, name, description } = template.metadata;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const templatesRoute = useRouteRef(externalRoutes.templates);
  const owners = getEntityRelations(template, RELATION_OWNED_BY);
  return (
    <Container>
      <div className={parts.screen}>
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('noPermission.title', { template: title ?? name })}
          description={t('noPermission.text')}
        />
        <PlanPart as="h2" title={t('noPermission.ask')}>
          {owners.length > 0 ? (
            <p className={parts.note}>
              {t('noPermission.owners')}{' '}
              <EntityRefLinks entityRefs={owners} defaultKind="Group" />
            </p>
          ) : (
            <p className={parts.note}>{t('noPermission.noOwner')}</p>
          )}
        </PlanPart>
        {description && (
          <PlanPart as="h2" title={t('noPermission.makes')}>
            <p className={parts.note}>{description}</p>
          </PlanPart>
        )}
        <div className={parts.buttons}>
          <ButtonLink
            variant="secondary"
            href={templatesRoute?.() ?? '/create'}
          >
            {t('noPermission.back')}
          </ButtonLink>
        </div>
      </div>
    </Container>
  );
}
