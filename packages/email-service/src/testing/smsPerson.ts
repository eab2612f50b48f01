import { waitFor } from '@notes/service-kit/testing';
import type { SnsFixture } from './startSns.ts';
import type { Person, TestEmail } from './startEmail.ts';

export interface SmsView {
  readonly enabled: boolean;
  readonly confirmed: boolean;
  readonly number: string;
  readonly codeUntil?: string;
  readonly reason?: string;
}

const PATH = '/api/email/channels/sms';
let last = 15_100_000_000;

/** A number that no other test has. */
export function newNumber(): string {
  last += 1;
  return `+49${last}`;
}

/** What one person does with their number, over HTTP. */
export function smsPerson(
  { email, sns }: { email: TestEmail; sns: SnsFixture },
  person: Person,
) {
  const number = newNumber();
  const call = (method: string, path = '', json?: object) =>
    email.service.request(PATH + path, {
      method,
      as: email.as(person),
      ...(json && { json }),
    });
  const texts = () =>
    sns.published.filter(one => one.number === number).map(one => one.text);
  const codes = () =>
    texts().flatMap(text => /code is (\d{6})\./.exec(text)?.[1] ?? []);
  return {
    person,
    number,
    call,
    texts,
    codes,
    put: (change: object = {}) =>
      call('PUT', '', { enabled: true, number, ...change }),
    confirm: (code = codes().at(-1)) => call('POST', '/confirmation', { code }),
    /** A code that is not the last one. */
    wrongCode: () =>
      String((Number(codes().at(-1)) + 1) % 1e6).padStart(6, '0'),
    told: async (count: number) => {
      const found = () => texts().filter(text => text.startsWith('Saved: '));
      await waitFor(() => found().length >= count, `${count} text messages`);
      return found();
    },
  };
}
