import {
  hash as argon2Hash,
  verify as argon2Verify,
  type Options,
} from '@node-rs/argon2';
import { WorkQueue } from './WorkQueue.ts';

export interface HashParameters {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
}

export interface Algorithm {
  hash(password: string, options: Options): Promise<string>;
  verify(hashed: string, password: string): Promise<boolean>;
}

export interface Hashing {
  readonly hash: (password: string) => Promise<string>;
  /** Costs the same without a stored hash, so that time does not tell whether there is one. */
  readonly verify: (
    hashed: string | undefined,
    password: string,
  ) => Promise<boolean>;
}

export interface PasswordHasherOptions {
  readonly parameters: HashParameters;
  readonly places: number;
  readonly waitingLimit: number;
  readonly algorithm?: Algorithm | undefined;
}

const argon2: Algorithm = { hash: argon2Hash, verify: argon2Verify };

export class PasswordHasher {
  readonly #algorithm: Algorithm;
  readonly #parameters: HashParameters;
  readonly #queue: WorkQueue;
  readonly #dummy: string;

  private constructor(options: PasswordHasherOptions, dummy: string) {
    this.#algorithm = options.algorithm ?? argon2;
    this.#parameters = options.parameters;
    this.#queue = new WorkQueue(options);
    this.#dummy = dummy;
  }

  static async create(options: PasswordHasherOptions): Promise<PasswordHasher> {
    const { algorithm = argon2, parameters } = options;
    const dummy = await algorithm.hash('nobody', optionsOf(parameters));
    return new PasswordHasher(options, dummy);
  }

  /** Runs work that hashes when it is its turn. All that must be settled before the next one starts goes in. */
  inTurn<T>(work: (hashing: Hashing) => Promise<T>): Promise<T> {
    return this.#queue.run(() =>
      work({
        hash: password => this.#hash(password),
        verify: (hashed, password) => this.#verify(hashed, password),
      }),
    );
  }

  /** Tells that the parameters have changed since: the hash should be made again at the next sign-in. */
  isOutdated(hashed: string): boolean {
    const { memoryKib, passes, parallelism } = this.#parameters;
    const wanted = `$argon2id$v=19$m=${memoryKib},t=${passes},p=${parallelism}$`;
    return !hashed.startsWith(wanted);
  }

  #hash(password: string): Promise<string> {
    return this.#algorithm.hash(
      normalized(password),
      optionsOf(this.#parameters),
    );
  }

  async #verify(
    hashed: string | undefined,
    password: string,
  ): Promise<boolean> {
    const right = await this.#algorithm.verify(
      hashed ?? this.#dummy,
      normalized(password),
    );
    return right && hashed !== undefined;
  }
}

/** The variant is the library's default, Argon2id. */
function optionsOf(parameters: HashParameters): Options {
  return {
    memoryCost: parameters.memoryKib,
    timeCost: parameters.passes,
    parallelism: parameters.parallelism,
  };
}

/** Keyboards write the same letter in different ways (NIST SP 800-63B, section 3.1.1.2). */
function normalized(password: string): string {
  return password.normalize('NFKC');
}
