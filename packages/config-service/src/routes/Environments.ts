import { Problem } from '@notes/service-kit';
import { DEFAULT_ENVIRONMENT } from '../domain/Layer.ts';

/** The environments that the service knows. */
export class Environments {
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    this.names = [DEFAULT_ENVIRONMENT, ...names];
  }

  require(name: string): string {
    if (this.names.includes(name)) return name;
    throw new Problem(
      404,
      `There is no environment "${name}"; there are ${this.names.join(', ')}.`,
    );
  }
}
