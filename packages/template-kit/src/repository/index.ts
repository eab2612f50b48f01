export { EmittedRepository, type EmittedFile } from './EmittedRepository';
