export {
  createCleanup,
  type CleanupEvent,
  type CleanupOptions,
  type CleanupReport,
} from './createCleanup.ts';
export type { ExpiredUpload, NoteBin, OldNote, Uploads } from './ports.ts';
