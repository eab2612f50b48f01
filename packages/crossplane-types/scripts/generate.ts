// Writes every file that follows from crossplane/, or with --check says which ones differ and fails.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { generateFiles } from './generateFiles';

const ROOT = resolve(__dirname, '../../..');

async function main(): Promise<void> {
  const differing: string[] = [];
  for (const { path, content } of await generateFiles(ROOT)) {
    const file = join(ROOT, path);
    const wanted = await format(content, {
      ...(await resolveConfig(file)),
      filepath: file,
    });
    if (wanted !== (await readFile(file, 'utf8').catch(() => undefined))) {
      differing.push(path);
      if (!process.argv.includes('--check')) {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, wanted);
      }
    }
  }
  for (const path of differing) {
    process.stdout.write(`${path}\n`);
  }
  if (differing.length && process.argv.includes('--check')) {
    process.exitCode = 1;
  }
}

void main();
