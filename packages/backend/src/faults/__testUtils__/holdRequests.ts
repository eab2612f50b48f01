/** Loaded before a backend that a test is going to kill: holds its requests where the test says. */
import { type FaultMode, HttpFaults } from './HttpFaults';

/** What the test asks for. */
export interface HoldOrder {
  method: string;
  path: string;
  mode: FaultMode;
  skip?: number;
}

const faults = new HttpFaults();

process.on('message', ({ path, method, mode, skip }: HoldOrder) => {
  faults.add(method, new RegExp(path), mode, {
    ...{ skip, times: 1 },
    onHold: () => process.send?.('held'),
  });
  process.send?.('armed');
});
// Without the test there is nobody who would stop this backend.
process.on('disconnect', () => process.exit(1));
