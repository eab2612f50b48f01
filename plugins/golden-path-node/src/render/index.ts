export { hashInput, hashPlan } from './hashInput';
export {
  createLayerWriter,
  type LayerJob,
  type LayerWriter,
  type LayerWriterOptions,
} from './createLayerWriter';
export type { LayerFile } from './LayerFile';
export { readRenderedFiles, type RenderedFile } from './readRenderedFiles';
export {
  renderGoldenPath,
  type RenderedGoldenPath,
  type RenderGoldenPathOptions,
} from './renderGoldenPath';
export { renderLayers, type RenderedLayers } from './renderLayers';
