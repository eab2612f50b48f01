export { findSchemas, findTool, ROOT, TOOLS } from './findTool';
export {
  cleanEnvironment,
  problemsOf,
  quoteOutput,
  runTool,
  type RunToolOptions,
  type ToolResult,
} from './runTool';
