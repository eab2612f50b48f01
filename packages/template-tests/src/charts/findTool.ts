export { findSchemas, findTool } from '@notes/template-kit';

/**
 * A suite that needs tools. When one is absent it is skipped, and the name of the skipped suite says which and
 * how to get it.
 */
export function describeWithTools(
  name: string,
  needs: Record<string, string | undefined>,
  suite: () => void,
): void {
  const absent = Object.keys(needs).filter(need => !needs[need]);
  const [run, placeholder] = [describe, it];
  if (absent.length === 0) {
    run(name, suite);
    return;
  }
  const reason = `needs ${absent.join(', ')}: run "npm run tools"`;
  // The suite itself would run to collect its tests, and it needs what is absent.
  run.skip(`${name} (${reason})`, () => placeholder('is skipped', () => {}));
}
