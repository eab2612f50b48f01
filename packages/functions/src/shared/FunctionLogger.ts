/** What the functions log with; pino fits as well as the lines of Lambda. */
export interface FunctionLogger {
  info(about: object, message: string): void;
  warn(about: object, message: string): void;
  error(about: object, message: string): void;
}

/** One JSON object a line, in the form that the services log in. */
export function createJsonLogger(
  name: string,
  write: (line: string) => void = line => process.stdout.write(line),
): FunctionLogger {
  const log = (level: string) => (about: object, message: string) => {
    const fields = Object.fromEntries(
      Object.entries(about).map(([key, value]) => [key, readable(value)]),
    );
    const time = new Date().toISOString();
    write(
      `${JSON.stringify({ level, time, name, ...fields, msg: message })}\n`,
    );
  };
  return { info: log('info'), warn: log('warn'), error: log('error') };
}

function readable(value: unknown): unknown {
  if (!(value instanceof Error)) return value;
  const { message, name, stack } = value;
  return { type: name, message, stack };
}
