import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import {
  RiApps2Line,
  RiBookOpenLine,
  RiMindMap,
  RiSparkling2Line,
} from '@remixicon/react';
import { ReactElement } from 'react';
import { Link } from 'react-router-dom';
import { externalRoutes } from '../routes';
import { portalHomeTranslationRef } from '../translation';
import styles from './QuickActions.module.css';

interface QuickActionsProps {
  /** Reading comes before creating. */
  learner: boolean;
}

interface Action {
  title: string;
  text: string;
  icon: ReactElement;
  href: string | undefined;
}

function useActions(learner: boolean): Action[] {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const { allowed } = usePermission({ permission: taskCreatePermission });
  const create = useRouteRef(externalRoutes.create)?.();
  const docs = useRouteRef(externalRoutes.docs)?.();
  const catalog = useRouteRef(externalRoutes.catalog)?.();
  const graph = useRouteRef(externalRoutes.graph)?.();

  const creating = {
    title: t('createTitle'),
    text: t('createText'),
    icon: <RiSparkling2Line />,
    href: allowed ? create : undefined,
  };
  const reading = {
    title: t('docsTitle'),
    text: t('docsText'),
    icon: <RiBookOpenLine />,
    href: docs,
  };
  const browsing = {
    title: t('catalogTitle'),
    text: t('catalogText'),
    icon: <RiApps2Line />,
    href: catalog,
  };
  const mapping = {
    title: t('graphTitle'),
    text: t('graphText'),
    icon: <RiMindMap />,
    href: graph,
  };
  return learner
    ? [reading, browsing, mapping, creating]
    : [creating, reading, browsing, mapping];
}

/** What people come for most, one click away; only what this person may do. */
export function QuickActions(props: QuickActionsProps) {
  const { learner } = props;
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const actions = useActions(learner);
  return (
    <nav aria-label={t('actions')}>
      <ul className={styles.actions}>
        {actions.map(
          ({ title, text, icon, href }) =>
            href && (
              <li key={title}>
                <Link to={href} className={styles.action}>
                  <span className={styles.icon} aria-hidden>
                    {icon}
                  </span>
                  <span>
                    <span className={styles.title}>{title}</span>
                    <span className={styles.text}>{text}</span>
                  </span>
                </Link>
              </li>
            ),
        )}
      </ul>
    </nav>
  );
}
