import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { scaffolderServiceRef } from '@backstage/plugin-scaffolder-node';
import { TaskNotifier } from './TaskNotifier';

/**
 * Tells people how the tasks they started have ended, whatever the template.
 *
 * @public
 */
export const scaffolderModuleTaskNotifications = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'task-notifications',
  register({ registerInit }) {
    registerInit({
      deps: {
        auth: coreServices.auth,
        events: eventsServiceRef,
        logger: coreServices.logger,
        notifications: notificationService,
        scaffolder: scaffolderServiceRef,
      },
      async init({ events, ...services }) {
        const notifier = TaskNotifier.create(services);
        await events.subscribe({
          id: 'task-notifications',
          topics: ['scaffolder.task'],
          onEvent: ({ eventPayload }) => notifier.handle(eventPayload),
        });
      },
    });
  },
});
