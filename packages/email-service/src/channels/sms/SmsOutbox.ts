import { createHash, randomUUID } from 'node:crypto';
import {
  link,
  mkdir,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { SmsMessage, SmsSender } from './SmsSender.ts';

const storedSms = z.object({
  sentAt: z.iso.datetime(),
  number: z.string(),
  text: z.string(),
});

export interface StoredSms {
  readonly id: string;
  readonly sentAt: Date;
  readonly number: string;
  readonly text: string;
}

const FILE = /^([0-9a-f]{64})\.sms\.json$/;

/**
 * A fixture for development machines: nothing reaches a phone. Each message is a file beside the mails, for the page of
 * the outbox; a key has one file, whoever sends it again.
 */
export class SmsOutbox implements SmsSender {
  readonly #directory: string;
  readonly #now: () => Date;

  constructor(directory: string, now: () => Date = () => new Date()) {
    this.#directory = directory;
    this.#now = now;
  }

  async send({ key, number, text }: SmsMessage): Promise<{ id: string }> {
    const id = createHash('sha256').update(key).digest('hex');
    const sentAt = this.#now().toISOString();
    await mkdir(this.#directory, { recursive: true });
    const draft = path.join(this.#directory, `${randomUUID()}.draft`);
    try {
      const content = JSON.stringify({ sentAt, number, text }, null, 2);
      await writeFile(draft, content, { mode: 0o600, flush: true });
      // A link, unlike a rename, never replaces what is there.
      await link(draft, path.join(this.#directory, `${id}.sms.json`));
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    } finally {
      await rm(draft, { force: true });
    }
    return { id };
  }

  /** Newest first. */
  async list(limit = 100): Promise<StoredSms[]> {
    const texts = await Promise.all(
      (await this.#names()).map(name => this.#read(name)),
    );
    return texts
      .filter(text => text !== undefined)
      .sort((one, other) => other.sentAt.getTime() - one.sentAt.getTime())
      .slice(0, limit);
  }

  async clear(): Promise<void> {
    const names = await this.#names();
    await Promise.all(
      names.map(name => rm(path.join(this.#directory, name), { force: true })),
    );
  }

  async #names(): Promise<string[]> {
    try {
      const names = await readdir(this.#directory);
      return names.filter(name => FILE.test(name));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  /** Undefined when it was cleared after it was listed. */
  async #read(name: string): Promise<StoredSms | undefined> {
    try {
      const content = await readFile(path.join(this.#directory, name), 'utf8');
      const { sentAt, ...rest } = storedSms.parse(JSON.parse(content));
      const id = FILE.exec(name)?.[1] ?? '';
      return { id, sentAt: new Date(sentAt), ...rest };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}
