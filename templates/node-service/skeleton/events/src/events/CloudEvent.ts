/** The CloudEvents 1.0 envelope, in its structured JSON form. */
export interface CloudEvent<Data = unknown> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** The trace of the change: the extension "distributed tracing" of CloudEvents. */
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly data: Data;
}

export const CLOUD_EVENT_CONTENT_TYPE = 'application/cloudevents+json; charset=UTF-8';
