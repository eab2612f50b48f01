import { Agent, request } from 'undici';
import type { NotesSystem, Person } from './NotesSystem.ts';
import { randomAddress } from './randomAddress.ts';

export interface ApiRequest {
  readonly method?: string;
  readonly path: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface ApiReply {
  /** 0 when no answer came. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

const TIMEOUT_MS = 10_000;
const TOKEN_MS = 10 * 60_000;

/** Sends requests as a person: through the gateway, or straight to the service where there is no gateway. */
export class Api {
  readonly #system: NotesSystem;
  readonly #hasGateway: boolean;
  readonly #agent = new Agent({ connections: 16, pipelining: 1 });
  readonly #tokens = new Map<string, { token: string; until: number }>();

  /** Directly, each request comes from another address, as the gateway would tell it. */
  constructor(
    system: NotesSystem,
    { isDirect = false }: { readonly isDirect?: boolean } = {},
  ) {
    this.#system = system;
    this.#hasGateway = !isDirect && system.has('api-gateway');
  }

  async send(
    person: Person | undefined,
    { headers, json, method = 'GET', path }: ApiRequest,
  ): Promise<ApiReply> {
    try {
      const reply = await request(this.urlOf(path), {
        method: method as 'GET',
        dispatcher: this.#agent,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
        headers: {
          ...(this.#hasGateway ? {} : { 'x-forwarded-for': randomAddress() }),
          ...(person && (await this.credentialsOf(person, path))),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      });
      const text = await reply.body.text();
      const body = bodyOf(text, reply.headers['content-type']);
      return { status: reply.statusCode, headers: reply.headers, body };
    } catch {
      return { status: 0, headers: {}, body: undefined };
    }
  }

  /** From now on the person's requests carry the token that they signed in with. */
  signedIn({ subject }: Person, token: string): void {
    this.#tokens.set(subject, { token, until: Date.now() + TOKEN_MS });
  }

  /** The gateway's address of a path, or the service's own. */
  urlOf(path: string): string {
    const name = this.#hasGateway ? 'api-gateway' : serviceOf(path);
    return this.#system.service(name).url + path;
  }

  async credentialsOf(
    person: Person,
    path: string,
  ): Promise<Record<string, string>> {
    if (!this.#hasGateway) {
      const identity = await this.#system.identityOf(person, serviceOf(path));
      return { 'x-notes-identity': identity };
    }
    const known = this.#tokens.get(person.subject);
    if (known !== undefined && known.until > Date.now()) {
      return { authorization: `Bearer ${known.token}` };
    }
    const token = await this.#system.accessTokenOf(person);
    this.#tokens.set(person.subject, { token, until: Date.now() + TOKEN_MS });
    return { authorization: `Bearer ${token}` };
  }

  close(): Promise<void> {
    return this.#agent.close();
  }
}

/** `/api/notes/…` belongs to notes-service. */
export function serviceOf(path: string): string {
  return `${/^\/api\/([a-z]+)/.exec(path)?.[1] ?? ''}-service`;
}

function bodyOf(text: string, type: string | string[] | undefined): unknown {
  const isJson = String(type).includes('json') && text !== '';
  return isJson ? (JSON.parse(text) as unknown) : text;
}
