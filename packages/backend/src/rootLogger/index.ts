export { rootLoggerServiceFactory as default } from './rootLoggerServiceFactory';
