import { Agent, request } from 'node:https';
import type { Access } from '../server/ControlPlane';

/** What the API server answered; `body` is parsed where it is JSON. */
export interface ApiAnswer {
  status: number;
  body: unknown;
  /** What the server warns of although it accepted, such as an API that will go away. */
  warnings: string[];
}

export interface RequestOptions {
  body?: unknown;
  contentType?: string;
  accept?: string;
}

/** Speaks to one API server over TLS, as its administrator. */
export class ApiClient {
  readonly #access: Access;
  readonly #agent: Agent;
  #closed = false;

  constructor(access: Access) {
    this.#access = access;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: 16,
      ca: access.authority,
    });
  }

  async request(
    method: string,
    path: string,
    options: RequestOptions = {},
  ): Promise<ApiAnswer> {
    const { body, contentType = 'application/json', accept } = options;
    if (this.#closed) throw new Error('The API server is being stopped.');
    const payload = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const asked = request(
        new URL(path, this.#access.url),
        {
          method,
          agent: this.#agent,
          headers: {
            authorization: `Bearer ${this.#access.token}`,
            accept: accept ?? 'application/json',
            ...(payload && { 'content-type': contentType }),
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.once('error', reject);
          response.once('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              body: parseBody(Buffer.concat(chunks).toString('utf8')),
              warnings: parseWarnings(response.headers.warning),
            }),
          );
        },
      );
      asked.once('error', reject);
      asked.end(payload);
    });
  }

  /** Breaks off what is asked and asks nothing more. */
  close(): void {
    this.#closed = true;
    this.#agent.destroy();
  }
}

function parseBody(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `299 - "text", 299 - "other text"`, as RFC 7234 has it. */
function parseWarnings(header: string | undefined): string[] {
  return [...(header ?? '').matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)].map(
    ([, text]) => text.replace(/\\(.)/g, '$1'),
  );
}
