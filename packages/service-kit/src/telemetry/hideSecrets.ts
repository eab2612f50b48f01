/** Names under which credentials are found in headers, bodies and configuration, in any case and at any depth. */
const SECRET =
  /password|secret|cookie|token$|^authorization$|^x-notes-identity$|^api[-_]?key$|^otp$|^recovery[-_]?codes?$/i;
const HIDDEN = '[Redacted]';
/** One deeper than pino writes, so that nothing is written unseen; a circle ends here too. */
const DEEPEST = 6;

type Fields = Record<string, unknown>;

/**
 * Answers the fields of a log line without credentials. Only what holds one is copied: pino's own redaction costs
 * each line ten times as much when it has to look at any depth.
 */
export function hideSecrets(fields: Fields): Fields {
  return hideIn(fields, 0) as Fields;
}

function hideIn(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth === DEEPEST)
    return value;
  if (Array.isArray(value)) return hideInList(value, depth);
  if (!isPlain(value)) return value;

  let copy: Fields | undefined;
  for (const name of Object.keys(value)) {
    const child = value[name];
    const shown = SECRET.test(name) ? HIDDEN : hideIn(child, depth + 1);
    if (shown === child) continue;
    copy ??= { ...value };
    copy[name] = shown;
  }
  return copy ?? value;
}

function hideInList(list: unknown[], depth: number): unknown[] {
  const shown = list.map(one => hideIn(one, depth + 1));
  return shown.some((one, index) => one !== list[index]) ? shown : list;
}

/** Errors, dates and buffers write themselves. */
function isPlain(value: object): value is Fields {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
