import fs from 'node:fs';

import { identifyProcess, isRunning } from './processIdentity.mjs';
import { readJson, writeJson } from './jsonFile.mjs';

/**
 * What this data directory runs right now: the launcher, its children, the port. The next start reads it to see
 * whether a portal is up, or to clean up after a launcher that was killed.
 */
export class StateFile {
  #file;
  #content = {};

  constructor(file) {
    this.#file = file;
  }

  /** @returns {Record<string, any> | undefined} the state another launcher left or keeps */
  read() {
    return readJson(this.#file);
  }

  /**
   * Takes the data directory for this launcher.
   *
   * @returns {{ outcome: 'taken' } | { outcome: 'held', state: Record<string, any> }}
   */
  take(content) {
    this.#content = { launcher: identifyProcess(process.pid), ...content };
    if (this.#createExclusively()) {
      return { outcome: 'taken' };
    }
    const state = this.read();
    if (state && isRunning(state.launcher)) {
      return { outcome: 'held', state };
    }
    writeJson(this.#file, this.#content);
    return { outcome: 'taken' };
  }

  /** Adds what is known now, for example the identity of a child. An undefined value removes the entry. */
  update(content) {
    this.#content = { ...this.#content, ...content };
    writeJson(this.#file, this.#content);
  }

  clear() {
    fs.rmSync(this.#file, { force: true });
  }

  #createExclusively() {
    try {
      fs.writeFileSync(
        this.#file,
        `${JSON.stringify(this.#content, null, 2)}\n`,
        { flag: 'wx' },
      );
      return true;
    } catch (error) {
      if (error.code === 'EEXIST') {
        return false;
      }
      throw error;
    }
  }
}
