import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import { readJson, writeJson } from './jsonFile.mjs';

/** The marker proves that a folder was made by this launcher. Nothing without it is ever deleted. */
const MARKER = '.notes-portal-data';

/** Creates the data directory, or accepts one that this launcher made earlier. */
export function prepareDataDirectory(paths) {
  const { data } = paths;
  refuseDangerousPlace(data, paths.checkout);
  const failure = reason =>
    new LauncherError(`The data directory ${data} cannot be used: ${reason}.`, {
      exitCode: EXIT.environment,
      hint: 'Choose another one with --data DIR or PORTAL_DATA.',
    });
  if (fs.existsSync(data)) {
    if (!fs.statSync(data).isDirectory()) {
      throw failure('it is a file');
    }
    if (!isOurDataDirectory(data) && fs.readdirSync(data).length > 0) {
      throw failure('it is not empty and was not made by this portal');
    }
  }
  try {
    makeDirectories(data);
    fs.mkdirSync(paths.logs, { recursive: true });
    fs.accessSync(
      data,
      fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK,
    );
    if (!isOurDataDirectory(data)) {
      writeJson(path.join(data, MARKER), { createdBy: 'notes-portal' });
    }
  } catch (error) {
    throw failure(describeFileError(error));
  }
}

export function isOurDataDirectory(directory) {
  return readJson(path.join(directory, MARKER))?.createdBy === 'notes-portal';
}

/** Remembers a folder outside the data directory that belongs to it, so that a reset removes it too. */
export function rememberOutsideDirectory(data, directory) {
  const marker = path.join(data, MARKER);
  const known = readJson(marker)?.outside ?? [];
  if (!known.includes(directory)) {
    writeJson(marker, {
      createdBy: 'notes-portal',
      outside: [...known, directory],
    });
  }
}

/** @returns {'deleted' | 'absent'} */
export function deleteDataDirectory(paths) {
  const { data } = paths;
  if (!fs.existsSync(data)) {
    return 'absent';
  }
  refuseDangerousPlace(data, paths.checkout);
  if (!isOurDataDirectory(data)) {
    throw new LauncherError(
      `${data} was not made by this portal (no ${MARKER} in it); it is left as it is.`,
      {
        exitCode: EXIT.usage,
      },
    );
  }
  const outside = readJson(path.join(data, MARKER))?.outside ?? [];
  for (const directory of outside.filter(isOurDataDirectory)) {
    fs.rmSync(directory, { recursive: true, force: true });
  }
  // The marker goes last: a deletion that was cut short can be repeated.
  for (const name of fs.readdirSync(data).filter(entry => entry !== MARKER)) {
    fs.rmSync(path.join(data, name), { recursive: true, force: true });
  }
  fs.rmSync(data, { recursive: true, force: true });
  return 'deleted';
}

/** Marks a folder outside the data directory as ours. */
export function markOutsideDirectory(directory) {
  writeJson(path.join(directory, MARKER), { createdBy: 'notes-portal' });
}

/**
 * Makes the folder and its parents one by one. The recursive mkdir of Node never returns on file systems such as
 * /proc that answer "no such file" for a folder whose parent exists.
 */
function makeDirectories(directory) {
  if (!fs.existsSync(directory)) {
    makeDirectories(path.dirname(directory));
    fs.mkdirSync(directory, { mode: 0o700 });
  }
}

function refuseDangerousPlace(data, checkout) {
  const contains = (parent, child) =>
    !path.relative(parent, child).startsWith('..');
  const forbidden = [checkout, os.homedir()].find(place =>
    contains(data, place),
  );
  if (forbidden) {
    throw new LauncherError(
      `The data directory ${data} holds ${forbidden === checkout ? 'the checkout' : 'your home folder'}; choose a folder of its own.`,
      { exitCode: EXIT.usage },
    );
  }
}

function describeFileError(error) {
  const words = {
    EACCES: 'permission denied',
    ENOENT: 'it cannot be made there',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a part of the path is a file',
  };
  return words[error.code] ?? error.message;
}
