import { Entity } from '@backstage/catalog-model';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  RiAlertLine,
  RiCheckboxCircleLine,
  RiErrorWarningLine,
} from '@remixicon/react';
import { Link } from 'react-router-dom';
import { listStyles } from '@notes/plugin-portal-react';
import { entityPath, entityTitle } from '../lib/entityPath';
import { serviceState } from '../lib/serviceState';
import { externalRoutes } from '../routes';
import { portalHomeTranslationRef } from '../translation';
import styles from './Section.module.css';

function State(props: { entity: Entity }) {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const state = serviceState(props.entity);
  switch (state.kind) {
    case 'errors':
      return (
        <span className={`${styles.state} ${styles.bad}`}>
          <RiErrorWarningLine aria-hidden />
          {t('errors', { amount: String(state.amount) })}
        </span>
      );
    case 'orphan':
      return (
        <span className={`${styles.state} ${styles.warn}`}>
          <RiAlertLine aria-hidden />
          {t('orphan')}
        </span>
      );
    default:
      return (
        <span className={`${styles.state} ${styles.good}`}>
          <RiCheckboxCircleLine aria-hidden />
          {t('healthy')}
        </span>
      );
  }
}

/** One service: what it is, how the catalog finds it, where its parts are. */
export function ServiceRow(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const entityRoute = useRouteRef(entityRouteRef);
  const docsRoute = useRouteRef(externalRoutes.docsOf);
  const { annotations = {}, description } = entity.metadata;
  const repository = annotations['notes.dev/repository'];
  const hasDocs = Boolean(annotations['backstage.io/techdocs-ref']);
  const path = entityPath(entity);
  const lifecycle = entity.spec?.lifecycle;
  return (
    <li className={listStyles.row}>
      <div className={listStyles.main}>
        <Link to={entityRoute?.({ ...path }) ?? '/'} className={styles.name}>
          {entityTitle(entity)}
        </Link>
        {description && <span className={listStyles.note}>{description}</span>}
      </div>
      <div className={styles.facts}>
        {typeof lifecycle === 'string' && (
          <span className={styles.chip} title={t('lifecycle', { lifecycle })}>
            {lifecycle}
          </span>
        )}
        {repository && (
          <Link to={`/repositories/${repository}`}>{t('repository')}</Link>
        )}
        {hasDocs && docsRoute && (
          <Link to={docsRoute({ ...path })}>{t('docs')}</Link>
        )}
        <State entity={entity} />
      </div>
    </li>
  );
}
