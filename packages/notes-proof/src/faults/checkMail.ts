import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Check } from './Check.ts';
import type { Ledger } from './Ledger.ts';

/** One mail for each created note, as the outbox on the disk has them. */
export async function checkMail(
  ledger: Ledger,
  outbox: string,
): Promise<Check> {
  const counts = new Map<string, number>();
  for (const text of await readMails(outbox)) {
    for (const id of notesIn(text)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const problems = [...ledger.notes.keys()]
    .filter(id => counts.get(id) !== 1)
    .map(id => `note ${id} was mailed ${counts.get(id) ?? 0} times`);
  const strangers = [...counts.keys()].filter(id => !ledger.notes.has(id));
  problems.push(...strangers.map(id => `mail about ${id}, which nobody has`));
  return {
    name: 'mailed exactly once',
    checked: ledger.notes.size,
    problems,
  };
}

/** The notes that a mail links to, each once, whatever breaks its lines. */
function notesIn(mail: string): Set<string> {
  const text = mail.replace(/=\r?\n/g, '');
  return new Set(
    [...text.matchAll(/\/notes\/([0-9a-f-]{36})/g)].map(match =>
      String(match[1]),
    ),
  );
}

export async function mailFiles(outbox: string): Promise<string[]> {
  const files = await readdir(outbox, {
    ...{ recursive: true, withFileTypes: true },
  }).catch(() => []);
  return files
    .filter(file => file.isFile() && /\.(eml|json)$/.test(file.name))
    .map(file => path.join(file.parentPath, file.name));
}

async function readMails(outbox: string): Promise<string[]> {
  const files = await mailFiles(outbox);
  return Promise.all(files.map(file => readFile(file, 'utf8')));
}
