import crypto from 'node:crypto';
import fs from 'node:fs';

import { readJson, writeJson } from '../system/jsonFile.mjs';

/**
 * Remembers the last configuration that was found good, so that an unchanged one is not checked again.
 *
 * @remarks
 * Values that come from the environment belong to the key as a hash. Included files are not followed; a configuration
 * that uses them is checked each time.
 */
export class ConfigMemory {
  #file;

  constructor(file) {
    this.#file = file;
  }

  /** @returns {string | undefined} undefined when the configuration cannot be remembered */
  keyOf({ files, env, schema }) {
    const hash = crypto.createHash('sha256').update(schema);
    for (const file of files) {
      if (!fs.existsSync(file)) {
        return undefined;
      }
      const text = fs.readFileSync(file, 'utf8');
      if (/\$(include|file|env):/.test(text)) {
        return undefined;
      }
      hash.update(`${file}\0${text}\0`);
      for (const [, name] of text.matchAll(
        /\$\{\s*([A-Za-z_][A-Za-z0-9_]*)/g,
      )) {
        hash.update(`${name}=${stableValue(name, env)}\0`);
      }
    }
    return hash.digest('hex');
  }

  /** @returns {{ warnings: string[] } | undefined} */
  recall(key) {
    const known = this.#file && readJson(this.#file);
    return key !== undefined && known?.key === key
      ? { warnings: known.warnings }
      : undefined;
  }

  remember(key, warnings) {
    if (key !== undefined && this.#file !== undefined) {
      writeJson(this.#file, { key, warnings });
    }
  }
}

/** The embedded database gets another port at each start; any port is as good as another for the check. */
function stableValue(name, env) {
  const value = env[name] ?? '';
  return name === 'POSTGRES_PORT' && /^\d+$/.test(value) ? 'a port' : value;
}
