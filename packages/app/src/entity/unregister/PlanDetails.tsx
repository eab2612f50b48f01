import { type Entity, parseEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import { Alert, Link } from '@backstage/ui';
import { linkToRepository } from './linkToRepository';
import { unregisterTranslationRef } from './translation';
import type { UnregisterPlan } from './UnregisterClient';
import styles from './UnregisterDialog.module.css';

interface PlanDetailsProps {
  entity: Entity;
  plan: UnregisterPlan;
}

/** Says what goes, what stays, and who to ask. */
export function PlanDetails({ entity, plan }: PlanDetailsProps) {
  const { t } = useTranslationRef(unregisterTranslationRef);
  const ownersText = (refs: string[]) =>
    refs.length > 0
      ? refs
          .map(ref =>
            humanizeEntityRef(parseEntityRef(ref), { defaultKind: 'group' }),
          )
          .join(', ')
      : t('nobody');

  const denied = plan.entities.filter(({ allowed }) => !allowed);
  if (plan.removes === 'nothing') {
    return (
      <Alert
        status="info"
        icon
        title={t('nothingTitle')}
        description={t('nothing')}
      />
    );
  }
  const repository = linkToRepository(entity, plan.target);
  const owners = [...new Set(denied.flatMap(each => each.owners))];
  const isAlone = denied.length === plan.entities.length;
  return (
    <>
      {denied.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('deniedTitle')}
          description={t(isAlone ? 'deniedAlone' : 'denied', {
            owners: ownersText(owners),
          })}
        />
      )}
      <p>{t(plan.allowed ? plan.removes : 'together')}</p>
      <ul className={styles.list}>
        {plan.entities.map(each => (
          <li key={each.entityRef}>
            {each.title ?? humanizeEntityRef(parseEntityRef(each.entityRef))}{' '}
            <span className={styles.owner}>
              ({t('owner', { owners: ownersText(each.owners) })})
            </span>
          </li>
        ))}
      </ul>
      {plan.target && (
        <p className={styles.file}>
          {t('file')}: <code>{plan.target}</code>
        </p>
      )}
      {plan.allowed && (
        <p>
          {t('stays')} {plan.removes === 'location' && t('back')}{' '}
          {repository && <Link href={repository}>{t('repository')}</Link>}
        </p>
      )}
    </>
  );
}
