/**
 * Scaffolder actions of the golden path.
 *
 * @packageDocumentation
 */
export { scaffolderModuleGoldenPath as default } from './module';
export { createRecordAction } from './actions/createRecordAction';
export { createUndoAction } from './actions/createUndoAction';
export { createRenderAction } from './actions/createRenderAction';
