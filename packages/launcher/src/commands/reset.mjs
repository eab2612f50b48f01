import { StateFile } from '../system/stateFile.mjs';
import {
  refuseWhenRunning,
  resetData,
  stopLeftovers,
} from './takeDataDirectory.mjs';

/** `npm run reset`: deletes the data directory after a confirmation. */
export async function reset(context) {
  const { paths, steps } = context;
  const state = new StateFile(paths.stateFile).read();
  refuseWhenRunning(state, paths);
  await stopLeftovers(state, { paths, steps });
  await resetData(context);
}
