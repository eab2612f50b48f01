import { isDeepStrictEqual } from 'node:util';
import { parse, parseAllDocuments, type Document } from 'yaml';
import type { Yaml } from './Change';

type Values = Readonly<Record<string, Yaml>>;

/** A file of YAML documents that can be changed without losing its comments. */
export class YamlFile {
  readonly #path: string;
  readonly #documents: Document[];

  constructor(path: string, text: string) {
    this.#path = path;
    this.#documents = parseAllDocuments(text) as Document[];
    const error = this.#documents.flatMap(({ errors }) => errors)[0];
    if (error) throw new Error(`${path}: ${error.message}`);
  }

  edit(values: Values, name?: string): this {
    const document = name ? this.#find(name) : this.#documents[0];
    for (const [keys, value] of Object.entries(values)) {
      set(document, splitKeys(keys), value, this.#path);
    }
    return this;
  }

  drop(name: string): this {
    this.#documents.splice(this.#documents.indexOf(this.#find(name)), 1);
    return this;
  }

  add(like: string, values: Values): this {
    const copy = this.#find(like).clone() as Document;
    for (const [keys, value] of Object.entries(values)) {
      set(copy, splitKeys(keys), value, this.#path);
    }
    this.#documents.push(copy);
    return this;
  }

  has(name: string): boolean {
    return this.#documents.some(document => nameOf(document) === name);
  }

  toString(): string {
    return this.#documents
      .map(document => print(document).trimEnd())
      .join('\n---\n')
      .concat('\n');
  }

  #find(name: string): Document {
    const found = this.#documents.find(document => nameOf(document) === name);
    if (!found) throw new Error(`${this.#path} has no document ${name}`);
    return found;
  }
}

/** The printer puts spaces into the brackets of lists, which the template does not. */
function print(document: Document): string {
  const text = document.toString({ lineWidth: 0, directives: false });
  const tight = text.replace(/\[ (?=\S)/g, '[').replace(/(?<=\S) \]/g, ']');
  // Such brackets may stand in a text too; then the spaces stay.
  return isDeepStrictEqual(parse(tight), parse(text)) ? tight : text;
}

function nameOf(document: Document): string {
  return `${String(document.get('kind'))}/${String(document.getIn(['metadata', 'name']))}`;
}

/** `a.b.2.c/.d` names the key `c.d` in the third element of `b`. */
function splitKeys(keys: string): (string | number)[] {
  return keys
    .split(/(?<!\/)\./)
    .map(key => key.replaceAll('/.', '.'))
    .map(key => (/^\d+$/.test(key) ? Number(key) : key));
}

/** A change that changes nothing is out of date, so it is refused. */
function set(
  document: Document,
  keys: (string | number)[],
  value: Yaml,
  path: string,
): void {
  if (value === null) {
    if (document.deleteIn(keys)) return;
    throw new Error(`${path} has no ${keys.join('.')} that could be dropped`);
  }
  const before: unknown = document.getIn(keys);
  if (before === value) {
    throw new Error(`${path}: ${keys.join('.')} is already ${String(value)}`);
  }
  document.setIn(keys, document.createNode(value));
}
