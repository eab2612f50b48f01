import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { usageText } from '../usage.mjs';

/**
 * The one place that turns an error into words on the screen and an exit code.
 *
 * @returns {number} the exit code
 */
export function reportFailure(error, write) {
  if (!(error instanceof LauncherError)) {
    write(
      `\nThe launcher itself failed, which is a bug: ${error?.stack ?? error}\n`,
    );
    return EXIT.failed;
  }
  const lines = ['', error.message];
  if (error.hint) {
    lines.push(error.hint);
  }
  if (error.tail.length > 0) {
    lines.push(
      '',
      `Last lines of ${error.logFile}:`,
      ...error.tail.map(line => `  ${line}`),
    );
  } else if (error.logFile) {
    lines.push(`Log: ${error.logFile}`);
  }
  if (error.exitCode === EXIT.usage) {
    lines.push('', usageText());
  }
  write(`${lines.join('\n')}\n`);
  return error.exitCode;
}
