import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';

import { commandLineOf } from './processIdentity.mjs';

/**
 * Finds the process that listens on a port.
 *
 * @returns {{ pid?: number, command?: string, user?: string } | undefined} undefined when nothing is found
 */
export function findPortHolder(port) {
  const socket = findListeningSocket(port);
  const pid =
    (socket && findSocketOwner(socket.inode)) ?? askSs(port) ?? askLsof(port);
  if (pid !== undefined) {
    return { pid, command: commandLineOf(pid) };
  }
  return socket ? { user: userName(socket.uid) } : undefined;
}

/** One sentence about the holder, for messages. */
export function describePortHolder(port) {
  const holder = findPortHolder(port);
  if (!holder) {
    return 'the process that holds it is not visible from here';
  }
  if (holder.pid === undefined) {
    return `a process of user "${holder.user}" holds it`;
  }
  const command = holder.command ? ` (${shorten(holder.command)})` : '';
  return `process ${holder.pid}${command} holds it`;
}

function findListeningSocket(port) {
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    const lines = readLines(table).slice(1);
    for (const line of lines) {
      const [, local, , state, , , , uid, , inode] = line.trim().split(/\s+/);
      // State 0A is LISTEN.
      if (state === '0A' && local.endsWith(`:${wanted}`)) {
        return { inode, uid: Number(uid) };
      }
    }
  }
  return undefined;
}

function findSocketOwner(inode) {
  const wanted = `socket:[${inode}]`;
  for (const pid of listDirectory('/proc').filter(name => /^\d+$/.test(name))) {
    const descriptors = listDirectory(`/proc/${pid}/fd`);
    if (descriptors.some(fd => readLink(`/proc/${pid}/fd/${fd}`) === wanted)) {
      return Number(pid);
    }
  }
  return undefined;
}

function askSs(port) {
  const { stdout } = spawnSync('ss', ['-Hltnp', `sport = :${port}`], {
    encoding: 'utf8',
  });
  return toPid(/pid=(\d+)/.exec(stdout ?? '')?.[1]);
}

function askLsof(port) {
  const { stdout } = spawnSync(
    'lsof',
    ['-nP', `-iTCP:${port}`, '-sTCP:LISTEN', '-t'],
    { encoding: 'utf8' },
  );
  return toPid(/^\d+/.exec(stdout ?? '')?.[0]);
}

function toPid(text) {
  return text === undefined ? undefined : Number(text);
}

function userName(uid) {
  if (uid === os.userInfo().uid) {
    return os.userInfo().username;
  }
  const line = readLines('/etc/passwd').find(
    entry => entry.split(':')[2] === String(uid),
  );
  return line?.split(':')[0] ?? String(uid);
}

/** A command begins with where its program lies and ends with what it runs, so the middle goes. */
export function shorten(text) {
  return text.length > 100 ? `${text.slice(0, 40)}...${text.slice(-57)}` : text;
}

function readLines(file) {
  try {
    return fs.readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

function listDirectory(directory) {
  try {
    return fs.readdirSync(directory);
  } catch {
    return [];
  }
}

function readLink(file) {
  try {
    return fs.readlinkSync(file);
  } catch {
    return undefined;
  }
}
