import * as z from 'zod';

const oneLine = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine(text => !/[\r\n\0]/.test(text), 'expected one line');

const person = z.strictObject({
  address: z.email().max(320),
  name: oneLine(200).optional(),
});

/** A mail that is ready to be sent, as it travels through the queue. */
export const mailMessage = z.strictObject({
  /** The idempotency key: one mail for it, whatever is delivered again. */
  key: z.string().regex(/^[\w.:-]{1,300}$/),
  /** Derived from the key, so that a mail that was sent twice is recognised as one. */
  messageId: z.string().regex(/^<[^<>@\s]{1,200}@[^<>@\s]{1,200}>$/),
  from: person,
  to: person,
  subject: oneLine(400),
  html: z.string().min(1).max(200_000),
  text: z.string().min(1).max(100_000),
  headers: z.record(z.string().regex(/^[A-Za-z-]{1,60}$/), oneLine(2_000)),
});

export type MailMessage = Readonly<z.infer<typeof mailMessage>>;
