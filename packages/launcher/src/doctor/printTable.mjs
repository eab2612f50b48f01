const STATES = { ok: 'ok', 'not-connected': 'not connected', broken: 'broken' };

/**
 * The doctor's findings as text: one line per part, with the command that fixes it below the reason.
 *
 * @param {import('./part.mjs').Part[]} parts
 */
export function renderTable(parts) {
  const width = Math.max(4, ...parts.map(({ title }) => title.length));
  const lines = [
    `${'Part'.padEnd(width)}  ${'State'.padEnd(13)}  Reason`,
    '-'.repeat(width + 30),
  ];
  for (const { title, state, reason, fix } of parts) {
    lines.push(
      `${title.padEnd(width)}  ${STATES[state].padEnd(13)}  ${reason}`,
    );
    if (fix && state !== 'ok') {
      lines.push(`${' '.repeat(width)}  ${' '.repeat(13)}  fix: ${fix}`);
    }
  }
  const count = state => parts.filter(part => part.state === state).length;
  lines.push(
    '',
    `${count('ok')} ok, ${count('not-connected')} not connected, ${count('broken')} broken`,
  );
  return lines.join('\n');
}
