export { DryRunRenderer, type DryRunAnswer } from './DryRunRenderer';
export { LIBRARY, listTemplates } from './library';
export { readTemplateSource, type TemplateSource } from './TemplateSource';
