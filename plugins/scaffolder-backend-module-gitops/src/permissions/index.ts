export * from './permissions';
export {
  requireApplication,
  type ApplicationGuard,
} from './requireApplication';
