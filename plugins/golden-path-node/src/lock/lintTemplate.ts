import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import { hashTree } from '../git';
import type { RenderedFile } from '../render';
import { listSteps, writesFiles } from './listFileSteps';

/** Long enough for a second to pass, so that a rendered time differs. */
const PAUSE_MS = 1100;

/**
 * What keeps the repositories of a template from being upgraded later, one line for each problem.
 *
 * @public
 */
export async function lintTemplate(options: {
  /** `spec` of the template. */
  spec: JsonObject;
  /** Renders it with the same parameters each time. */
  render(): Promise<readonly RenderedFile[]>;
  pauseMs?: number;
}): Promise<string[]> {
  return [
    ...lintSteps(options.spec),
    ...(await lintStability(options.render, options.pauseMs ?? PAUSE_MS)),
  ];
}

/** The part that looks at the steps only. @public */
export function lintSteps(spec: JsonObject): string[] {
  const steps = listSteps(spec.steps);
  const record = steps.findIndex(step => step.action === 'template:record');
  if (record === -1) {
    return [
      'steps: template:record is missing, so what it makes could never be upgraded',
    ];
  }
  return steps.flatMap((step, index) => {
    if (!writesFiles(step.action)) {
      return [];
    }
    const late =
      index > record
        ? [
            `steps: "${step.id}" writes files after template:record, so they are not recorded`,
          ]
        : [];
    return [...late, ...findDroppedOutputs(step, steps)];
  });
}

/** A later render runs the steps that write files only; what others gave is then missing. */
function findDroppedOutputs(step: JsonObject, steps: JsonObject[]): string[] {
  const text = JSON.stringify(step);
  return steps
    .filter(other => !writesFiles(other.action) && typeof other.id === 'string')
    .filter(other => usesStep(text, String(other.id)))
    .map(
      other =>
        `steps: "${step.id}" uses the output of "${other.id}" (${other.action}), which a later render does not run`,
    );
}

function usesStep(text: string, id: string): boolean {
  const quoted = id.replace(/[^\w]/g, '\\$&');
  return new RegExp(
    `steps(\\.${quoted}\\b|\\[\\s*\\\\?['"]${quoted}\\\\?['"]\\s*\\])`,
  ).test(text);
}

async function lintStability(
  render: () => Promise<readonly RenderedFile[]>,
  pauseMs: number,
): Promise<string[]> {
  const first = await render();
  await sleep(pauseMs);
  const second = await render();
  if (hashTree(first) === hashTree(second)) {
    return [];
  }
  const before = new Map(first.map(file => [file.path, file]));
  const changed = second
    .filter(file => !before.get(file.path)?.content.equals(file.content))
    .map(file => file.path);
  return [
    `render: two renders of the same parameters differ, in ${changed.join(', ') || 'which files there are'}: a time or a random value`,
  ];
}
