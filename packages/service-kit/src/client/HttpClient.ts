export interface ClientRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base URL, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array;
  /** Instead of the client's own. */
  readonly timeoutMs?: number;
  /**
   * Whether sending it twice does no more than sending it once. Otherwise that is known from the method, and from
   * an Idempotency-Key.
   */
  readonly idempotent?: boolean;
}

export interface ClientResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The parsed text when it is JSON. */
  readonly body: unknown;
}

export interface HttpClient {
  /** Answers whatever the other side answers; throws UpstreamError when it does not answer. */
  request(request: ClientRequest): Promise<ClientResponse>;
  close(): Promise<void>;
}
