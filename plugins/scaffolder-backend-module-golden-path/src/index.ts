/**
 * Scaffolder actions of the golden path.
 *
 * @packageDocumentation
 */
export { scaffolderModuleGoldenPath as default } from './module';
export { createRenderAction } from './actions/createRenderAction';
