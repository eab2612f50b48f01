import path from 'node:path';

import { runCommand } from './runCommand.mjs';

/**
 * What a repository holds, or with `since` what a branch adds and changes in it.
 *
 * @returns {Promise<{ files: number, bytes: number }>}
 */
export async function readEmitted({ url, branch, since, parent, signal }) {
  const directory = path.join(
    parent,
    `${path.basename(url)}-${branch ?? 'main'}`,
  );
  const options = { cwd: parent, signal };
  const bare = ['clone', '--quiet', '--bare', url, directory];
  await runCommand('git', bare, options);
  const inside = { cwd: directory, signal };
  const tree = branch ?? 'HEAD';
  const list = await runCommand('git', ['ls-tree', '-rlz', tree], inside);
  const all = parseTree(list);
  if (!since) {
    return sum(all);
  }
  const range = `${since}...${tree}`;
  const names = ['diff', '--name-only', '--diff-filter=AM', '-z', range];
  const changed = new Set(
    (await runCommand('git', names, inside)).split('\0').filter(Boolean),
  );
  return sum(all.filter(file => changed.has(file.path)));
}

/** `<mode> blob <id> <size>\t<path>`, ended by a zero byte. */
export function parseTree(text) {
  return text
    .split('\0')
    .filter(Boolean)
    .map(entry => {
      const [facts, name] = entry.split('\t');
      return { path: name, bytes: Number(facts.split(/\s+/)[3]) };
    });
}

function sum(files) {
  return {
    files: files.length,
    bytes: files.reduce((all, { bytes }) => all + bytes, 0),
  };
}
