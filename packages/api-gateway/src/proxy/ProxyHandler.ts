import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Dispatcher } from 'undici';
import { responseHeaders } from '../http/responseHeaders.ts';

/** How one attempt ended. */
export type Ending =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'client left' }
  | {
      readonly kind: 'failed';
      readonly error: Error;
      /** Whether a byte of the request may have reached the upstream. */
      readonly sent: boolean;
      /** Whether a part of the answer has reached the client. */
      readonly begun: boolean;
    };

export interface ProxyHandlerOptions {
  readonly response: ServerResponse;
  readonly cookies: boolean;
  readonly timeoutMs: number;
  /** How long a client may take nothing of its answer. */
  readonly stalledMs?: number | undefined;
  readonly onEnd: (ending: Ending) => void;
}

/** Nobody may hold an upstream's answer by not reading it. */
const STALLED_MS = 30_000;

export class UpstreamTimeout extends Error {
  override name = 'UpstreamTimeout';
}

type Controller = Dispatcher.DispatchController;

/**
 * Passes one answer on, part by part, no faster than the client reads it. Either side that goes away ends the
 * other.
 */
export class ProxyHandler implements Dispatcher.DispatchHandler {
  readonly #options: ProxyHandlerOptions;
  #controller: Controller | undefined;
  #ended = false;
  #status = 0;
  #timer: NodeJS.Timeout | undefined;
  readonly #onClose = () => {
    this.#clientClosed();
  };

  constructor(options: ProxyHandlerOptions) {
    this.#options = options;
    options.response.once('close', this.#onClose);
    this.#startTimer(options.timeoutMs);
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller;
    // It has ended while it waited for a connection.
    if (this.#ended) controller.abort(new Error('the request has ended'));
  }

  /** A slow sender is the client's matter; the upstream's time begins when it has what was sent. */
  onBodySent(): void {
    this.#timer?.refresh();
  }

  onResponseStart(
    _controller: Controller,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    clearTimeout(this.#timer);
    this.#status = status;
    const { cookies, response } = this.#options;
    for (const [name, value] of responseHeaders(headers, { cookies })) {
      if (name === 'vary') response.appendHeader(name, value);
      else response.setHeader(name, value);
    }
    // What is left of a body that the service did not want would be taken for the next request.
    if (!response.req.complete) response.setHeader('connection', 'close');
    response.statusCode = status;
    // The body follows; without one, end() writes the head.
  }

  onResponseData(controller: Controller, chunk: Buffer): void {
    const { response } = this.#options;
    if (this.#ended || response.write(chunk)) return;
    controller.pause();
    this.#startTimer(this.#options.stalledMs ?? STALLED_MS);
    response.once('drain', () => {
      clearTimeout(this.#timer);
      controller.resume();
    });
  }

  onResponseEnd(): void {
    this.#options.response.end();
    this.#end({ kind: 'answered', status: this.#status });
  }

  onResponseError(_controller: Controller | undefined, error: Error): void {
    const sent = this.#controller !== undefined;
    this.#end({ kind: 'failed', error, sent, begun: this.#status !== 0 });
  }

  #clientClosed(): void {
    if (this.#options.response.writableFinished) return;
    this.#end({ kind: 'client left' });
    this.#controller?.abort(new Error('the client has left'));
  }

  #startTimer(limitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      const error = new UpstreamTimeout(`no progress within ${limitMs} ms`);
      const [sent, begun] = [
        this.#controller !== undefined,
        this.#status !== 0,
      ];
      if (this.#options.response.writableNeedDrain)
        this.#end({ kind: 'client left' });
      else this.#end({ kind: 'failed', error, sent, begun });
      if (begun) this.#options.response.destroy();
      this.#controller?.abort(error);
    }, limitMs);
  }

  #end(ending: Ending): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#options.response.off('close', this.#onClose);
    this.#options.onEnd(ending);
  }
}
