import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { readLogEnd, tailLog } from '../system/logFile.mjs';
import { diagnose } from './diagnose.mjs';

/** Turns the end of the backend into one message: the known cause when there is one, and the last lines. */
export function backendFailure({ what, logFile }) {
  const known = diagnose(readLogEnd(logFile));
  return new LauncherError(known ? `${what} ${known.message}` : what, {
    exitCode: known?.exitCode ?? EXIT.failed,
    hint: known?.hint,
    logFile,
    tail: tailLog(logFile),
  });
}
