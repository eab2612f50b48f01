import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { prepareDataDirectory } from '../system/dataDirectory.mjs';
import { installTools } from '../tools/installTools.mjs';
import { RECIPES } from '../tools/recipes.mjs';
import { toolPaths } from '../tools/toolPaths.mjs';
import { toolState } from '../tools/toolState.mjs';

/**
 * `npm run tools`: installs the checkers that the reachable registries offer into `.tools/`. What is there in the
 * right version is left alone; what cannot be had is named, and the rest goes on.
 */
export async function tools(context) {
  const { paths, options, steps } = context;
  const places = toolPaths(paths);
  const chosen = chooseRecipes(options);
  if (options.list) {
    printList(steps, chosen, places);
    return EXIT.ok;
  }
  // The logs of the installers are there; a folder without its mark would be refused by `npm start`.
  prepareDataDirectory(paths);
  steps.heading('Checkers of the golden path');
  const missed = await installTools(context, chosen);
  steps.line();
  steps.line(
    `${chosen.length - missed.length} ready, ${missed.length} not installed`,
  );
  for (const { recipe, reason } of missed) {
    steps.line(`  ${recipe.name}: ${reason}`);
  }
  return missed.some(({ failed }) => failed) ? EXIT.failed : EXIT.ok;
}

function chooseRecipes({ names, all }) {
  const unknown = names.find(
    name => !RECIPES.some(recipe => recipe.name === name),
  );
  if (unknown !== undefined) {
    throw new LauncherError(
      `There is no tool "${unknown}". Use one of: ${RECIPES.map(({ name }) => name).join(', ')}.`,
      { exitCode: EXIT.usage },
    );
  }
  if (names.length > 0) {
    return RECIPES.filter(({ name }) => names.includes(name));
  }
  return RECIPES.filter(({ heavy }) => all || !heavy);
}

function printList(steps, chosen, places) {
  for (const recipe of chosen) {
    steps.line(
      `${recipe.name.padEnd(22)} ${recipe.version.padEnd(10)} ${toolState(recipe, places).padEnd(14)} ${recipe.proves}`,
    );
  }
}
