import { z } from 'zod';

/** Security mails tell of one's account and always go out; mails about notes can be turned off. */
export type Category = 'notes' | 'security';

export interface Template {
  readonly category: Category;
  /** Its data opens something by itself, so it is forgotten with the last attempt, whatever came of it. */
  readonly isSecret?: boolean;
  /** What `data` of email.requested must be. */
  readonly schema: z.ZodType<Readonly<Record<string, string>>>;
  subject(data: Readonly<Record<string, string>>): string;
}

const link = z.url({ protocol: /^https?$/ }).max(2_000);

/** One entry for each name that services ask for; `<name>.html.hbs` and `<name>.text.hbs` hold its words. */
export const TEMPLATES: Readonly<Record<string, Template>> = {
  'note-created': {
    category: 'notes',
    schema: z.strictObject({
      title: z.string().min(1).max(400),
      noteUrl: link,
    }),
    subject: ({ title = '' }) => `Saved: ${title}`,
  },
  'registration-attempt': {
    category: 'security',
    schema: z.strictObject({
      name: z.string().max(200),
      at: z.iso.datetime(),
    }),
    subject: () => 'Someone tried to register with your address',
  },
  'password-reset': {
    category: 'security',
    isSecret: true,
    schema: z.strictObject({
      name: z.string().max(200),
      resetUrl: link,
      minutes: z.int().min(1).max(1_440).transform(String),
    }),
    subject: () => 'Choose a new password',
  },
};

export const SECRET_TEMPLATES = Object.keys(TEMPLATES).filter(
  name => TEMPLATES[name]?.isSecret,
);

export function templateOf(name: string): Template | undefined {
  return Object.hasOwn(TEMPLATES, name) ? TEMPLATES[name] : undefined;
}
