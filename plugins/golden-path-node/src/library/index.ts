export { FileTemplateLibrary } from './FileTemplateLibrary';
export { openTemplateLibrary } from './openTemplateLibrary';
export { readManifest, readSharedMap } from './readLibraryFile';
export type { TemplateLibrary } from './TemplateLibrary';
export { UrlTemplateLibrary } from './UrlTemplateLibrary';
