import type { FunctionLogger } from '../shared/FunctionLogger.ts';

export interface RecordedLog extends FunctionLogger {
  readonly lines: { level: string; about: object; message: string }[];
}

export function recordedLog(): RecordedLog {
  const lines: RecordedLog['lines'] = [];
  const log = (level: string) => (about: object, message: string) => {
    lines.push({ level, about, message });
  };
  return { lines, info: log('info'), warn: log('warn'), error: log('error') };
}
