import fs from 'node:fs';
import path from 'node:path';

import { MEGABYTE } from './diskSpace.mjs';

const KEPT = 4;
const LARGEST = 50 * MEGABYTE;

/**
 * Opens a fresh log and keeps the last few: backend.log, backend.1.log, backend.2.log …
 *
 * @returns {{ file: string, fd: number }}
 */
export function openLog(directory, name) {
  fs.mkdirSync(directory, { recursive: true });
  const file = path.join(directory, `${name}.log`);
  rotate(directory, name);
  // Append mode, so that cutting a grown file down while a child writes to it leaves no hole.
  return { file, fd: fs.openSync(file, 'a') };
}

/** Cuts a log of a long-running child when it grows past the limit; the older half stays in the .1 file. */
export function trimLog(file) {
  if (fs.existsSync(file) && fs.statSync(file).size > LARGEST) {
    fs.copyFileSync(file, file.replace(/\.log$/, '.1.log'));
    fs.truncateSync(file, 0);
  }
}

/** The last lines of a log, without colour codes. */
export function tailLog(file, count = 20) {
  return readLogEnd(file).split('\n').filter(Boolean).slice(-count);
}

/** The end of a log as plain text; enough to recognise a failure without reading a huge file. */
export function readLogEnd(file, bytes = 256 * 1024) {
  let fd;
  try {
    fd = fs.openSync(file, 'r');
    const { size } = fs.fstatSync(fd);
    const buffer = Buffer.alloc(Math.min(size, bytes));
    fs.readSync(fd, buffer, 0, buffer.length, size - buffer.length);
    return stripColour(buffer.toString('utf8'));
  } catch {
    return '';
  } finally {
    if (fd !== undefined) {
      fs.closeSync(fd);
    }
  }
}

function rotate(directory, name) {
  const numbered = index =>
    path.join(directory, index === 0 ? `${name}.log` : `${name}.${index}.log`);
  for (let index = KEPT - 1; index >= 0; index -= 1) {
    if (fs.existsSync(numbered(index))) {
      fs.renameSync(numbered(index), numbered(index + 1));
    }
  }
}

function stripColour(text) {
  // eslint-disable-next-line no-control-regex -- colour codes start with the escape character
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '');
}
