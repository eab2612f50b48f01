import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The parts of asyncapi.yaml that this package reads. */
export interface AsyncApiDocument {
  readonly channels: Readonly<
    Record<
      string,
      {
        readonly address: string;
        readonly bindings: { readonly kafka: { readonly partitions: number } };
        readonly messages: Readonly<Record<string, { readonly $ref: string }>>;
      }
    >
  >;
  readonly components: {
    readonly messages: Readonly<Record<string, { readonly name: string }>>;
    readonly schemas: Readonly<Record<string, object>>;
  };
}

export const ASYNCAPI_URL = new URL('../../asyncapi.yaml', import.meta.url);

/** The contract itself: what is validated and generated comes from here. */
export const asyncApi = parse(
  readFileSync(ASYNCAPI_URL, 'utf8'),
) as AsyncApiDocument;

export interface EventContract {
  readonly type: string;
  readonly topic: string;
  /** Name of the message in the document, such as NoteCreated. */
  readonly name: string;
}

/** Every event type of the document with its topic. */
export function listEventContracts(): EventContract[] {
  return Object.values(asyncApi.channels).flatMap(({ address, messages }) =>
    Object.keys(messages).flatMap(name => {
      const type = asyncApi.components.messages[name]?.name ?? name;
      const isEvent = `${name}Data` in asyncApi.components.schemas;
      return isEvent ? [{ type, topic: address, name }] : [];
    }),
  );
}
