/** Prints one result; results come in the order of the test, whichever was known first. */
export type Line = () => void;

/** Prints what was proven, as TAP: people read it, and so do tools. */
export class Report {
  readonly #write: (line: string) => void;
  #number = 0;
  passed = 0;
  failed = 0;
  skipped = 0;

  constructor(write: (line: string) => void = line => console.log(line)) {
    this.#write = write;
    this.#write('TAP version 14');
  }

  note(text: string): void {
    this.#write(`# ${text}`);
  }

  pass(name: string): void {
    this.passed += 1;
    this.#line('ok', name);
  }

  /** @param problems one line each; the first ones are printed */
  fail(name: string, problems: string[]): void {
    this.failed += 1;
    this.#line('not ok', name);
    const shown = problems.flatMap(problem => problem.split('\n')).slice(0, 60);
    for (const line of shown) this.#write(`  # ${line}`);
  }

  skip(name: string, reason: string): void {
    this.skipped += 1;
    this.#line('ok', `${name} # SKIP ${reason}`);
  }

  end(): void {
    this.#write(`1..${this.#number}`);
    this.#write(`# pass ${this.passed}`);
    this.#write(`# fail ${this.failed}`);
    this.#write(`# skipped ${this.skipped}`);
  }

  #line(state: string, name: string): void {
    this.#number += 1;
    this.#write(`${state} ${this.#number} - ${name}`);
  }
}
