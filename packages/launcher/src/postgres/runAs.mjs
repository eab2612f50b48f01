import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { EXIT } from '../exitCodes.mjs';
import { LauncherError } from '../LauncherError.mjs';
import {
  markOutsideDirectory,
  rememberOutsideDirectory,
} from '../system/dataDirectory.mjs';

/**
 * How PostgreSQL is started. The server refuses to run as root, but a portal is often tried as root, in a container
 * or in root's home that no other user may enter.
 *
 * @typedef {{ kind: 'self' | 'namespace' | 'user', prefix: string[], uid?: number, gid?: number,
 *   native: string, directory: string, detail?: string }} RunAs
 */

/**
 * Picks the first way that really works on this machine: as we are; inside a user namespace, where root is shown
 * as an ordinary user and still owns its files; as a system user.
 *
 * @param {{ native: string, data: string, uid?: number, tryNamespace?: boolean }} options
 * @returns {RunAs}
 */
export function chooseRunAs({
  native,
  data,
  uid = process.getuid?.() ?? 1000,
  tryNamespace = true,
}) {
  const directory = path.join(data, 'postgres');
  if (uid !== 0) {
    return { kind: 'self', prefix: [], native, directory };
  }
  const namespace = {
    kind: 'namespace',
    prefix: namespacePrefix(),
    native,
    directory,
  };
  if (
    tryNamespace &&
    !fs.existsSync(outsideDirectory(data)) &&
    !ownedByOther(directory) &&
    works(namespace, data)
  ) {
    return namespace;
  }
  return chooseSystemUser({ native, data, directory });
}

/** Prepends the way to run to a command: `[command, ...args]`. */
export function wrapCommand(runAs, binary, args) {
  return [...runAs.prefix, path.join(runAs.native, 'bin', binary), ...args];
}

/** Gives a file or folder to the user PostgreSQL runs as. */
export function giveTo(runAs, file) {
  if (runAs.uid !== undefined) {
    fs.chownSync(file, runAs.uid, runAs.gid);
  }
}

function namespacePrefix() {
  // initdb asks for the name of its user, so the namespace shows root as a user that has one.
  const user =
    readUsers().find(entry => entry.uid === 1000) ??
    findUser('postgres') ??
    findUser('nobody');
  const id = user?.uid ?? 1000;
  return [
    'unshare',
    '--user',
    `--map-user=${id}`,
    `--map-group=${user?.gid ?? 1000}`,
  ];
}

function chooseSystemUser({ native, data, directory }) {
  const owner = fs.statSync(path.dirname(data)).uid;
  const users = [
    readUsers().find(entry => entry.uid === owner && owner !== 0),
    findUser('postgres'),
    findUser('nobody'),
  ].filter(Boolean);
  for (const user of users) {
    const inPlace = asUser(user, { native, directory });
    if (works(inPlace, data, { openData: true })) {
      return inPlace;
    }
    const outside = prepareOutside(user, { native, data });
    if (works(outside, path.dirname(outside.directory))) {
      return outside;
    }
  }
  throw new LauncherError(
    'PostgreSQL does not run as root, and neither a user namespace nor a system user works here.',
    {
      exitCode: EXIT.environment,
      hint: 'Start the portal as an ordinary user, or set POSTGRES_HOST to use your own PostgreSQL.',
    },
  );
}

function asUser(user, { native, directory }) {
  return {
    kind: 'user',
    prefix: [],
    uid: user.uid,
    gid: user.gid,
    native,
    directory,
    detail: `as system user ${user.name}`,
  };
}

/** A place that the system user may enter, for a checkout or data directory it may not. */
function prepareOutside(user, { native, data }) {
  const base = outsideDirectory(data);
  const copied = path.join(base, 'native');
  fs.mkdirSync(base, { recursive: true, mode: 0o755 });
  markOutsideDirectory(base);
  rememberOutsideDirectory(data, base);
  if (!fs.existsSync(copied)) {
    const temporary = `${copied}.${process.pid}.tmp`;
    fs.cpSync(native, temporary, { recursive: true, verbatimSymlinks: true });
    fs.renameSync(temporary, copied);
  }
  const runAs = asUser(user, {
    native: copied,
    directory: path.join(base, 'postgres'),
  });
  return { ...runAs, detail: `${runAs.detail}, in ${base}` };
}

function outsideDirectory(data) {
  const name = crypto
    .createHash('sha256')
    .update(path.resolve(data))
    .digest('hex')
    .slice(0, 12);
  return path.join('/var/lib/notes-portal', name);
}

/** Tries it: the server must start and the user must be able to write beside the place of the cluster. */
function works(runAs, directory, { openData = false } = {}) {
  if (openData) {
    // The system user passes through the data directory; everything secret inside has its own mode.
    fs.chmodSync(directory, 0o711);
  }
  const succeeded = probe(runAs, directory);
  if (openData && !succeeded) {
    fs.chmodSync(directory, 0o700);
  }
  return succeeded;
}

function probe(runAs, directory) {
  const folder = fs.mkdtempSync(path.join(directory, 'probe-'));
  giveTo(runAs, folder);
  try {
    const identity = {
      uid: runAs.uid,
      gid: runAs.gid,
      encoding: 'utf8',
      timeout: 20_000,
    };
    const [command, ...args] = wrapCommand(runAs, 'postgres', ['--version']);
    if (spawnSync(command, args, identity).status !== 0) {
      return false;
    }
    const [shell, ...shellArgs] = [
      ...runAs.prefix,
      'sh',
      '-c',
      'touch "$0/file" && rm "$0/file"',
      folder,
    ];
    return spawnSync(shell, shellArgs, identity).status === 0;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function ownedByOther(directory) {
  const stat = fs.statSync(directory, { throwIfNoEntry: false });
  return stat !== undefined && stat.uid !== 0;
}

function findUser(name) {
  return readUsers().find(entry => entry.name === name);
}

function readUsers() {
  try {
    return fs
      .readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map(line => line.split(':'))
      .filter(parts => parts.length > 3)
      .map(([name, , uid, gid]) => ({
        name,
        uid: Number(uid),
        gid: Number(gid),
      }));
  } catch {
    return [];
  }
}
