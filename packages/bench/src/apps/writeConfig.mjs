import fs from 'node:fs';

import { stringify } from 'yaml';

/** Writes the configuration that one measured start adds to the app's own. */
export function writeConfig(file, config) {
  fs.writeFileSync(file, stringify(config));
  return file;
}
