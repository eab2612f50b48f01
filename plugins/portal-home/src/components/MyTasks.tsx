import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiIndeterminateCircleLine,
  RiLoader4Line,
  RiTimeLine,
} from '@remixicon/react';
import { Link } from 'react-router-dom';
import { listStyles } from '@notes/plugin-portal-react';
import { useMyTasks } from '../hooks/useMyTasks';
import { externalRoutes } from '../routes';
import { portalHomeTranslationRef } from '../translation';
import { Section } from './Section';
import styles from './Section.module.css';

const STATES = {
  open: { key: 'taskOpen', look: styles.still, Icon: RiTimeLine },
  processing: { key: 'taskProcessing', look: styles.busy, Icon: RiLoader4Line },
  completed: {
    key: 'taskCompleted',
    look: styles.good,
    Icon: RiCheckboxCircleLine,
  },
  failed: { key: 'taskFailed', look: styles.bad, Icon: RiErrorWarningLine },
  cancelled: {
    key: 'taskCancelled',
    look: styles.still,
    Icon: RiIndeterminateCircleLine,
  },
  skipped: {
    key: 'taskSkipped',
    look: styles.still,
    Icon: RiIndeterminateCircleLine,
  },
} as const;

function TaskState(props: { status: ScaffolderTask['status'] }) {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const { key, look, Icon } = STATES[props.status] ?? STATES.open;
  return (
    <span className={`${styles.state} ${look}`}>
      <Icon aria-hidden />
      {t(key)}
    </span>
  );
}

function TaskRow(props: { task: ScaffolderTask }) {
  const { task } = props;
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const taskRoute = useRouteRef(externalRoutes.task);
  const { templateInfo, parameters } = task.spec;
  const template =
    templateInfo?.entity?.metadata.title ?? templateInfo?.entity?.metadata.name;
  const { name } = parameters as { name?: unknown };
  const title = typeof name === 'string' && name !== '' ? name : template;
  return (
    <li className={listStyles.row}>
      <div className={listStyles.main}>
        <Link
          to={taskRoute?.({ taskId: task.id }) ?? '/'}
          className={styles.name}
        >
          {title ?? t('taskUnknown', { id: task.id.slice(0, 8) })}
        </Link>
        <span className={listStyles.note}>
          {[
            title === template ? undefined : template,
            new Date(task.createdAt).toLocaleString(),
          ]
            .filter(Boolean)
            .join(', ')}
        </span>
      </div>
      <TaskState status={task.status} />
    </li>
  );
}

/** What the person set going in Create, and how it went. */
export function MyTasks() {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const query = useMyTasks();
  return (
    <Section
      title={t('tasks')}
      query={query}
      allHref={useRouteRef(externalRoutes.tasks)?.()}
      isEmpty={tasks => tasks.length === 0}
      empty={<p className={styles.empty}>{t('tasksEmpty')}</p>}
    >
      {tasks => (
        <ul className={`${listStyles.list} ${listStyles.flush}`}>
          {tasks.map(task => (
            <TaskRow key={task.id} task={task} />
          ))}
        </ul>
      )}
    </Section>
  );
}
