/** An event that must not be sent, because it breaks the contract. */
export class InvalidEvent extends Error {
  readonly violations: readonly string[];

  constructor(type: string, violations: readonly string[]) {
    super(`Event "${type}" breaks its contract: ${violations.join('; ')}`);
    this.name = 'InvalidEvent';
    this.violations = violations;
  }
}
