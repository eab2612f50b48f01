import { Problem, type Caller } from '@notes/service-kit';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The person who asks. Programs have identities too, but neither mails nor channels. */
export function userOf({ subject }: Caller): string {
  if (!UUID.test(subject))
    throw new Problem(403, 'Only people have channels and deliveries.');
  return subject;
}
