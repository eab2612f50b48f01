import fs from 'node:fs';

/** Reads a JSON file; an absent or half-written file reads as undefined. */
export function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Writes through a temporary file, so that a killed launcher never leaves half a file behind. */
export function writeJson(file, value, { mode = 0o644 } = {}) {
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode });
  fs.renameSync(temporary, file);
}
