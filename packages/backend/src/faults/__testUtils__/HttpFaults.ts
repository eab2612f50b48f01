import { type IncomingMessage, Server, type ServerResponse } from 'node:http';

/**
 * - `refuse`: answers 500 and does nothing
 * - `lose`: does what was asked and answers 500 all the same
 * - `hang-up`: does what was asked and cuts the connection
 * - `hold-before`: does nothing and never answers
 * - `hold-after`: does what was asked and never answers
 */
export type FaultMode =
  'refuse' | 'lose' | 'hang-up' | 'hold-before' | 'hold-after';

interface Fault {
  method: string;
  path: RegExp;
  mode: FaultMode;
  /** How many requests it hits; all of them when left out. */
  times: number;
  /** How many requests go through before. */
  skip: number;
  /** Is told when a request is held. */
  onHold?: () => void;
}

type Options = Partial<Pick<Fault, 'times' | 'skip' | 'onHold'>>;

const ANSWER = JSON.stringify({
  error: { name: 'InternalServerError', message: 'A fault of the test' },
  response: { statusCode: 500 },
});

/** Breaks requests between the plugins of one process, on the wire, whatever client sends them. */
export class HttpFaults {
  #faults: Fault[] = [];
  /** How many requests were broken since the last reset. */
  hits = 0;
  readonly #emit = Server.prototype.emit;

  constructor() {
    const original = this.#emit;
    const take = (request: IncomingMessage) => this.#take(request);
    Server.prototype.emit = function emit(
      this: Server,
      event: string | symbol,
      ...args: unknown[]
    ) {
      if (event === 'request') {
        const [request, response] = args as [IncomingMessage, ServerResponse];
        const fault = take(request);
        if (fault?.mode === 'refuse') {
          response.writeHead(500, { 'content-type': 'application/json' });
          response.end(ANSWER);
          return true;
        }
        if (fault?.mode === 'hold-before') {
          fault.onHold?.();
          return true;
        }
        if (fault) {
          breakAnswer(response, fault);
        }
      }
      return original.call(this, event, ...args);
    } as typeof Server.prototype.emit;
  }

  add(
    method: string,
    path: RegExp,
    mode: FaultMode,
    options: Options = {},
  ): void {
    const fault = { method, path, mode, times: Infinity, skip: 0, ...options };
    this.#faults.push(fault);
  }

  reset(): void {
    this.#faults = [];
    this.hits = 0;
  }

  restore(): void {
    Server.prototype.emit = this.#emit;
  }

  #take({ method, url = '' }: IncomingMessage): Fault | undefined {
    const fault = this.#faults.find(
      each => each.times > 0 && each.method === method && each.path.test(url),
    );
    if (!fault) {
      return undefined;
    }
    if (fault.skip > 0) {
      fault.skip -= 1;
      return undefined;
    }
    fault.times -= 1;
    this.hits += 1;
    return fault;
  }
}

function breakAnswer(response: ServerResponse, { mode, onHold }: Fault) {
  const end = response.end.bind(response) as (chunk?: string) => ServerResponse;
  response.write = () => true;
  response.end = (() => {
    if (mode === 'hold-after') {
      onHold?.();
      return response;
    }
    if (mode === 'hang-up' || response.headersSent) {
      response.destroy();
      return response;
    }
    for (const name of response.getHeaderNames()) {
      response.removeHeader(name);
    }
    response.statusCode = 500;
    response.setHeader('content-type', 'application/json');
    return end(ANSWER);
  }) as typeof response.end;
}
