export { scaffolderModuleTaskNotifications as default } from './module';
