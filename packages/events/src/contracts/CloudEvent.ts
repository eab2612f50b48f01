/** The CloudEvents 1.0 envelope, in its structured JSON form. */
export interface CloudEvent<Type extends string = string, Data = unknown> {
  readonly specversion: '1.0';
  /** The same however often the event is delivered. */
  readonly id: string;
  readonly source: string;
  readonly type: Type;
  /** The ordering key. */
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The trace of the change: the extension "distributed tracing" of CloudEvents. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  /** The first event of the chain that this one belongs to. */
  readonly correlationid?: string;
  /** The event that this one follows from. */
  readonly causationid?: string;
  readonly data: Data;
}

export const CLOUD_EVENT_CONTENT_TYPE =
  'application/cloudevents+json; charset=UTF-8';
