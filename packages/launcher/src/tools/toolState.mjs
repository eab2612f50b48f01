import fs from 'node:fs';
import path from 'node:path';

import { readJson, writeJson } from '../system/jsonFile.mjs';

/**
 * Whether a recipe's result is there, in the version the recipe names.
 *
 * @returns {'installed' | 'other version' | 'missing'}
 */
export function toolState(recipe, places) {
  const isCommand = recipe.from === undefined;
  const result = path.join(
    isCommand ? places.bin : places.schemas,
    recipe.name,
  );
  if (!fs.existsSync(result)) {
    return 'missing';
  }
  const stamp = readJson(stampFile(recipe, places));
  return stamp?.version === recipe.version ? 'installed' : 'other version';
}

/** Written after the result, so that a killed build is built again. */
export function stampTool(recipe, places) {
  fs.mkdirSync(places.stamps, { recursive: true });
  writeJson(stampFile(recipe, places), { version: recipe.version });
}

function stampFile(recipe, places) {
  return path.join(places.stamps, `${recipe.name}.json`);
}
