import { findTool } from '../delivery/tools';

/** Groups tests that need a checker; without it they are skipped under its name. */
export function describeWithTool(
  tool: string,
  body: () => void,
  ready = true,
): void {
  const here = ready && findTool(tool) !== undefined;
  const title = here
    ? `with ${tool}`
    : `with ${tool} (npm run tools brings it)`;
  // eslint-disable-next-line jest/valid-describe-callback -- the body is given, and the title says which tool
  (here ? describe : describe.skip)(title, body);
}
