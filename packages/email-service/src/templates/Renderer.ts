import { readFileSync } from 'node:fs';
import handlebars from 'handlebars';
import { TEMPLATES, templateOf } from './catalogue.ts';
import { oneLine } from './oneLine.ts';

export interface RenderInput {
  readonly template: string;
  readonly data: Readonly<Record<string, string>>;
  readonly recipientName: string;
  /** Absent for mails that cannot be turned off. */
  readonly unsubscribeUrl?: string | undefined;
}

export interface Rendered {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

type Part = 'html' | 'text';
type Render = (context: object) => string;

const MOST_SUBJECT = 150;
const dateFormat = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** Makes both parts of a mail. Values are escaped in HTML; a name that a template misspells is an error at once. */
export class Renderer {
  readonly #publicUrl: string;
  readonly #renders: ReadonlyMap<string, Readonly<Record<Part, Render>>>;

  constructor(publicUrl: string) {
    this.#publicUrl = publicUrl;
    const html = compiler('html');
    const text = compiler('text');
    this.#renders = new Map(
      Object.keys(TEMPLATES).map(name => [
        name,
        { html: html(name), text: text(name) },
      ]),
    );
  }

  render(input: RenderInput): Rendered {
    const { data, recipientName, unsubscribeUrl } = input;
    const parts = this.#renders.get(input.template);
    const template = templateOf(input.template);
    if (!parts || !template) {
      throw new Error(`there is no template "${input.template}"`);
    }
    const subject = shortened(oneLine(template.subject(data)));
    const context = {
      subject,
      data: Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, oneLine(value)]),
      ),
      at:
        data.at === undefined
          ? ''
          : `${dateFormat.format(new Date(data.at))} UTC`,
      recipientName: oneLine(recipientName),
      publicUrl: this.#publicUrl,
      unsubscribeUrl: unsubscribeUrl ?? '',
    };
    return { subject, html: parts.html(context), text: parts.text(context) };
  }
}

function compiler(part: Part): (name: string) => Render {
  // Its own instance: partials of the HTML must not leak into the text, nor the reverse.
  const instance = handlebars.create();
  const options = { strict: true, noEscape: part === 'text' };
  instance.registerPartial(
    'layout',
    instance.compile(read('layout', part), options),
  );
  return name => {
    const render = instance.compile(read(name, part), options);
    return context => render(context);
  };
}

function read(name: string, part: Part): string {
  return readFileSync(new URL(`${name}.${part}.hbs`, import.meta.url), 'utf8');
}

function shortened(subject: string): string {
  const letters = Array.from(subject);
  if (letters.length <= MOST_SUBJECT) return subject;
  return `${letters.slice(0, MOST_SUBJECT - 1).join('')}…`;
}
