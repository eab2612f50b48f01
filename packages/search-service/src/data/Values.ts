export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Collects values, so that nothing that a caller sends becomes part of a statement. */
export class Values {
  readonly all: unknown[] = [];

  add(value: unknown, type: string): string {
    this.all.push(value);
    return `$${this.all.length}::${type}`;
  }
}
