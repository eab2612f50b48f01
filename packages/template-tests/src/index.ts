export { combinations, nameOf, type Combination } from './combinations';
export { readTemplate, type TemplateSource } from './readTemplate';
export {
  createTemplateRenderer,
  type RenderedFiles,
  type TemplateRenderer,
} from './createTemplateRenderer';
