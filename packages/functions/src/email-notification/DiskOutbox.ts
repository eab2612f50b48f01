import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { mailMessage, type MailMessage } from './MailMessage.ts';
import type { MailPort, Receipt } from './MailPort.ts';

const storedMail = z.object({ sentAt: z.iso.datetime(), message: mailMessage });

export interface StoredMail {
  /** Made of the key, and safe in a path. */
  readonly id: string;
  readonly sentAt: Date;
  readonly message: MailMessage;
}

const ID = /^[0-9a-f]{64}$/;

/**
 * A mail system for machines that have none: each mail is a file. The name of the file comes from the key, and a file
 * is there as a whole or not at all, so a key has exactly one mail, whoever sends it again and whenever a process dies.
 */
export class DiskOutbox implements MailPort {
  readonly #directory: string;
  readonly #now: () => Date;

  constructor(directory: string, now: () => Date = () => new Date()) {
    this.#directory = directory;
    this.#now = now;
  }

  async send(message: MailMessage): Promise<Receipt> {
    const id = createHash('sha256').update(message.key).digest('hex');
    const sentAt = this.#now().toISOString();
    await mkdir(this.#directory, { recursive: true });
    const draft = path.join(this.#directory, `${randomUUID()}.draft`);
    try {
      await writeDown(draft, JSON.stringify({ sentAt, message }, null, 2));
      // A link, unlike a rename, never replaces what is there.
      await link(draft, this.#fileOf(id));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      await rm(draft, { force: true });
    }
    await keepNames(this.#directory);
    return { id };
  }

  /** Newest first. */
  async list(limit = 100): Promise<StoredMail[]> {
    const names = await this.#names();
    const mails = await Promise.all(names.map(name => this.find(name)));
    return mails
      .filter(mail => mail !== undefined)
      .sort((one, other) => other.sentAt.getTime() - one.sentAt.getTime())
      .slice(0, limit);
  }

  async find(id: string): Promise<StoredMail | undefined> {
    if (!ID.test(id)) return undefined;
    try {
      const text = await readFile(this.#fileOf(id), 'utf8');
      const { message, sentAt } = storedMail.parse(JSON.parse(text));
      return { id, sentAt: new Date(sentAt), message };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  async clear(): Promise<void> {
    const names = await this.#names();
    await Promise.all(
      names.map(name => rm(this.#fileOf(name), { force: true })),
    );
  }

  async #names(): Promise<string[]> {
    try {
      const names = await readdir(this.#directory);
      return names
        .map(name => path.basename(name, '.json'))
        .filter(name => ID.test(name));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  #fileOf(id: string): string {
    return path.join(this.#directory, `${id}.json`);
  }
}

/** On the disk, and not only in its cache, when it answers. */
async function writeDown(file: string, text: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A file outlasts a loss of power only when its name does. Windows cannot open a folder, and keeps names by itself. */
async function keepNames(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
