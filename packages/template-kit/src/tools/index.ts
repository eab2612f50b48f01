export { findSchemas, findTool } from './findTool';
export {
  problemsOf,
  quoteOutput,
  runTool,
  type RunToolOptions,
  type ToolResult,
} from './runTool';
