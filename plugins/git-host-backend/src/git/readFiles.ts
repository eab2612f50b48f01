import { InputError } from '@backstage/errors';
import { describePathProblem, FileBatch } from '@notes/plugin-git-host-common';
import type { BareRepository } from './BareRepository';
import { resolveRef } from './resolveRef';

const LINE_END = 0x0a;

/** Reads several text files of one commit with one process. */
export async function readFiles(
  repository: BareRepository,
  at: { ref?: string; paths: string[] },
): Promise<FileBatch> {
  const problem = at.paths.map(describePathProblem).find(Boolean);
  if (problem) {
    throw new InputError(problem);
  }
  const resolved = await resolveRef(repository, at.ref);
  const { stdout } = await repository.run(['cat-file', '--batch'], {
    input: at.paths.map(path => `${resolved.commitSha}:${path}\n`).join(''),
  });
  return { ...resolved, items: parseBatch(stdout, at.paths) };
}

/** Reads `<sha> <type> <size>\n<bytes>\n` records, or `<name> missing\n`, in the order asked for. */
function parseBatch(output: Buffer, paths: string[]): FileBatch['items'] {
  const items: FileBatch['items'] = [];
  let offset = 0;
  for (const path of paths) {
    const end = output.indexOf(LINE_END, offset);
    const header = output.subarray(offset, end).toString('utf8');
    offset = end + 1;
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(header) ?? [];
    if (type === undefined) {
      continue;
    }
    if (type === 'blob') {
      const content = output.subarray(offset, offset + Number(size));
      items.push({ path, content: content.toString('utf8') });
    }
    offset += Number(size) + 1;
  }
  return items;
}
