/** Thrown by a measurement that cannot be taken here; the message is the reason shown in the table. */
export class Skipped extends Error {}
