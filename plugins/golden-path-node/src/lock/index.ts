export { createLock, type LockSource } from './createLock';
export { lintLock } from './lintLock';
export { lintSteps, lintTemplate } from './lintTemplate';
export { listFileSteps, listSteps, writesFiles } from './listFileSteps';
export { selectParameters } from './selectParameters';
export { LOCK_PATH, type TemplateLock } from './TemplateLock';
