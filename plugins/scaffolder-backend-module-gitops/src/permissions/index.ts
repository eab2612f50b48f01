export {
  requireApplication,
  type ApplicationGuard,
} from './requireApplication';
