import assert from 'node:assert/strict';
import type { Reply } from '@notes/service-kit/testing';
import type { Auth } from './startAuth.ts';

/** With one id for all, answers to different requests can be compared as they are. */
const REQUEST_ID = 'the-same-for-each-request';
const LINK =
  /^http:\/\/localhost:4000\/reset-password#token=([A-Za-z0-9_-]{43})$/;

interface Mail {
  readonly userId: string;
  readonly template: string;
  readonly key: string;
  readonly data: { readonly resetUrl: string };
}

/** Somebody who forgets passwords, reads their mail, and sets others. */
export class ResetMails {
  readonly auth: Auth;
  #sender = 0;

  constructor(auth: Auth) {
    this.auth = auth;
  }

  /** Each request comes from an address of its own unless it is told another. */
  post(path: string, json: object, ip?: string): Promise<Reply> {
    this.#sender += 1;
    const sender = ip ?? `192.0.2.${this.#sender}`;
    return this.auth.request(`/password/${path}`, {
      method: 'POST',
      json,
      headers: { 'x-forwarded-for': sender, 'x-request-id': REQUEST_ID },
    });
  }

  forgot(email: string, ip?: string): Promise<Reply> {
    return this.post('forgot', { email }, ip);
  }

  reset(token: string, password: string, ip?: string): Promise<Reply> {
    return this.post('reset', { token, password }, ip);
  }

  async mailsTo(userId: string): Promise<Mail[]> {
    const events = await this.auth.events('email.requested');
    return events
      .filter(one => one.subject === userId)
      .map(one => {
        assert.equal(one.topic, 'email-queue');
        return one.data as unknown as Mail;
      })
      .filter(one => one.template === 'password-reset');
  }

  /** Asks for a link and reads it from the mail. */
  async tokenFor(who: { email: string; id: string }): Promise<string> {
    const reply = await this.forgot(who.email);
    assert.equal(reply.status, 202, reply.text);
    const mail = (await this.mailsTo(who.id)).at(-1);
    const token = LINK.exec(mail?.data.resetUrl ?? '')?.[1];
    assert.ok(
      token,
      `a link with a token, not ${mail?.data.resetUrl ?? 'no mail'}`,
    );
    return token;
  }
}

/** All that a client sees of an answer but the time. */
export function asSeen({ headers, status, text }: Reply): object {
  const seen = [...headers].filter(([name]) => name !== 'date').sort();
  return { status, text, headers: seen };
}
