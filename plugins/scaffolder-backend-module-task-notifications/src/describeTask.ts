import { parseEntityRef } from '@backstage/catalog-model';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { LogEvent, TaskSpec } from '@backstage/plugin-scaffolder-common';
import type { EndedTask } from './parseEndedTask';

interface TaskEnd {
  taskId: string;
  status: EndedTask['status'];
  spec: TaskSpec;
  log: LogEvent[];
}

export function isComplete(log: LogEvent[]): boolean {
  return log.some(({ type }) => type === 'completion');
}

export function isCancelled(log: LogEvent[]): boolean {
  return log.some(({ type }) => type === 'cancelled');
}

/** What the person reads. Messages of errors stay in the log of the task: they may quote anything. */
export function describeTask(end: TaskEnd): NotificationPayload {
  const template = titleOf(end.spec);
  const name = subjectOf(end.spec);
  const what = name === undefined ? template : `${template} '${name}'`;
  const taskPath = `/create/tasks/${encodeURIComponent(end.taskId)}`;
  const shared = {
    topic: 'task',
    // A task that is tried again, or told twice, is one notification.
    scope: `task:${end.taskId}`,
  };
  if (end.status === 'failed') {
    const step = failedStep(end);
    return {
      ...shared,
      title: `${what} has failed`,
      description: `${step ? `It stopped at the step '${step}'.` : 'It was stopped.'} Open the task to see why, and to try again.`,
      link: taskPath,
      severity: 'high',
    };
  }
  const entityPath = pathOfEntity(end.log);
  return {
    ...shared,
    title: `${what} is ready`,
    description: entityPath
      ? 'Open it in the catalog.'
      : 'Open the task to see what it made.',
    link: entityPath ?? taskPath,
    severity: 'normal',
  };
}

function titleOf({ templateInfo }: TaskSpec): string {
  const metadata = templateInfo?.entity?.metadata;
  return metadata?.title ?? metadata?.name ?? 'The task';
}

/** What it makes, or what it changes: a resource is told apart by the service and the part. */
function subjectOf({ parameters }: TaskSpec): string | undefined {
  const { name, service, part } = parameters;
  if (typeof name === 'string') {
    return name;
  }
  if (typeof service !== 'string') {
    return undefined;
  }
  const short = service.replace(/^component:(default\/)?/, '');
  return typeof part === 'string' ? `${short}-${part}` : short;
}

function failedStep({ log, spec }: TaskEnd): string | undefined {
  const failed = log.findLast(
    ({ body }) => body.status === 'failed' && body.stepId,
  )?.body.stepId;
  return spec.steps.find(({ id }) => id === failed)?.name ?? failed;
}

function pathOfEntity(log: LogEvent[]): string | undefined {
  const completion = log.findLast(({ type }) => type === 'completion');
  const { output } = (completion?.body ?? {}) as {
    output?: { entityRef?: unknown };
  };
  if (typeof output?.entityRef !== 'string') {
    return undefined;
  }
  try {
    const { namespace, kind, name } = parseEntityRef(output.entityRef);
    const parts = [namespace, kind.toLocaleLowerCase('en-US'), name];
    return `/catalog/${parts.map(encodeURIComponent).join('/')}`;
  } catch {
    // A template may put anything into its output.
    return undefined;
  }
}
