import {
  mergeOpenApi,
  type Clock,
  type Logger,
  type OpenApiDocument,
} from '@notes/service-kit';
import type { ServiceRoute } from '../proxy/ServiceRoute.ts';
import { fetchDocument } from './fetchDocument.ts';

export interface MergedDocumentOptions {
  readonly routes: readonly ServiceRoute[];
  /** What the gateway itself serves. */
  readonly own: OpenApiDocument;
  readonly publicUrl: string;
  readonly version: string;
  readonly maxAgeMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
}

export type DocumentState = 'current' | 'kept' | 'missing';

export interface Merged {
  readonly document: OpenApiDocument;
  /** `kept` is the last good document of a service that does not answer. */
  readonly states: Readonly<Record<string, DocumentState>>;
}

const NAME = 'api-gateway';

/** One document of all services. What a service said last is kept while it does not answer. */
export class MergedDocument {
  readonly #options: MergedDocumentOptions;
  readonly #kept = new Map<string, OpenApiDocument>();
  readonly #away = new Set<string>();
  #merged: Promise<Merged> | undefined;
  #until = 0;

  constructor(options: MergedDocumentOptions) {
    this.#options = options;
  }

  get(): Promise<Merged> {
    const { clock, maxAgeMs } = this.#options;
    const now = clock.now().getTime();
    if (this.#merged === undefined || now >= this.#until) {
      this.#until = now + maxAgeMs;
      this.#merged = this.#merge();
    }
    return this.#merged;
  }

  async #merge(): Promise<Merged> {
    const { own, publicUrl, routes, version } = this.#options;
    const states = Object.fromEntries(
      await Promise.all(
        routes.map(async route => [route.name, await this.#fetch(route)]),
      ),
    ) as Record<string, DocumentState>;
    const documents: Record<string, OpenApiDocument> = { [NAME]: own };
    for (const { name } of routes) {
      const document = this.#kept.get(name);
      if (document) documents[`${name}-service`] = document;
    }
    const document = mergeOpenApi({
      title: 'Notes',
      description: descriptionOf(states),
      servers: [{ url: publicUrl }],
      ...{ version, documents },
    });
    return { document, states };
  }

  async #fetch(route: ServiceRoute): Promise<DocumentState> {
    const { logger } = this.#options;
    const service = route.name;
    try {
      this.#kept.set(service, within(await fetchDocument(route), service));
      if (this.#away.delete(service))
        logger.info({ service }, 'the document of a service is back');
      return 'current';
    } catch (error) {
      if (!this.#away.has(service))
        logger.warn({ err: error, service }, 'a service gives no document');
      this.#away.add(service);
      return this.#kept.has(service) ? 'kept' : 'missing';
    }
  }
}

/** A service may only speak for its own paths; only they lead to it. */
function within(document: OpenApiDocument, service: string): OpenApiDocument {
  const prefix = `/api/${service}`;
  const own = Object.entries(document.paths).filter(
    ([path]) => path === prefix || path.startsWith(`${prefix}/`),
  );
  return { ...document, paths: Object.fromEntries(own) };
}

function descriptionOf(
  states: Readonly<Record<string, DocumentState>>,
): string {
  const named = (state: DocumentState) =>
    Object.keys(states).filter(name => states[name] === state);
  const [kept, missing] = [named('kept'), named('missing')];
  return [
    'All services of Notes behind one gateway.',
    ...(kept.length > 0
      ? [`Not reachable, shown as they were last: ${kept.join(', ')}.`]
      : []),
    ...(missing.length > 0
      ? [`Not reachable and not shown: ${missing.join(', ')}.`]
      : []),
  ].join(' ');
}
