import { Skipped } from '../measurements/Skipped.mjs';
import { median } from '../report/percentile.mjs';

/** A plan and a creation may take as long as a person waits without turning away; a build, as for a coffee. */
const GOALS = { plan: { most: 2 }, create: { most: 5 }, green: { most: 60 } };

/**
 * The samples of each template, as figures. Stock is the example template of Backstage in the same portal.
 *
 * @param {object[]} templates
 * @param {{ samplesOf: (template: object) => object, stockEmitted?: { files: number, bytes: number } }} run
 */
export function toGoldenPathFigures(templates, run) {
  return templates.flatMap(template =>
    figuresOf(template, run.samplesOf(template), run.stockEmitted),
  );
}

function figuresOf(template, samples, stock) {
  const { name, build } = template;
  const timed = (what, title, { goal, others } = {}) => ({
    id: `golden-path.${name}.${what}`,
    title: `${name}: ${title}`,
    unit: 's',
    goal,
    ...takenOrWhyNot(samples, what, others),
  });
  return [
    template.hasPlan === false
      ? {
          id: `golden-path.${name}.plan`,
          title: `${name}: plan`,
          unit: 's',
          skipped: 'it renders no repository of its own',
        }
      : timed('plan', 'plan', { goal: GOALS.plan }),
    timed('create', 'submit to completed', {
      goal: GOALS.create,
      others: samples.stock,
    }),
    ...(build
      ? [
          timed('green', 'clone to green tests', {
            goal: build === 'node' ? GOALS.green : undefined,
          }),
        ]
      : []),
    ...(samples.emitted ? sizesOf(template, samples.emitted, stock) : []),
  ];
}

/** Where one round failed, the others still count, but the run says that something failed. */
function takenOrWhyNot(samples, what, others = []) {
  const ours = samples[what];
  const problem = samples.problems[what];
  return {
    ...(ours.length > 0
      ? { ours: median(ours), samples: { ours, stock: others } }
      : {
          skipped: problem
            ? firstLine(problem)
            : 'the template is not in the catalog',
        }),
    ...(others.length > 0 && { stock: median(others) }),
    ...(problem &&
      !(problem instanceof Skipped) && { failed: firstLine(problem) }),
  };
}

function sizesOf({ name, changes }, emitted, stock) {
  const title = changes ? 'a pull request changes' : 'emits';
  return [
    {
      id: `golden-path.${name}.files`,
      title: `${name}: ${title}, files`,
      unit: 'count',
      ours: emitted.files,
      stock: stock?.files,
    },
    {
      id: `golden-path.${name}.bytes`,
      title: `${name}: ${title}, bytes`,
      unit: 'count',
      ours: emitted.bytes,
      stock: stock?.bytes,
    },
  ];
}

function firstLine(error) {
  return error.message.split('\n')[0].slice(0, 200);
}
