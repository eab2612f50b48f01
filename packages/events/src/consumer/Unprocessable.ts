/** Thrown by a handler for an event that no retry can help: it goes to the dead letters at once. */
export class Unprocessable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'Unprocessable';
  }
}
