export {
  combinations,
  nameOf,
  pairwiseCombinations,
  partCombinations,
  type Combination,
} from './combinations';
export {
  parameterPagesOf,
  readSharedPages,
  readTemplate,
  TEMPLATES,
  templateFolder,
  type ParameterPage,
  type TemplateSource,
} from './readTemplate';
export {
  createTemplateRenderer,
  type RenderedFiles,
  type TemplateRenderer,
} from './createTemplateRenderer';
