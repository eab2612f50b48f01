import { ConnectionDetail } from '@notes/plugin-connections-common';
import { HttpAnswer } from '../lib/askHttp';
import { OwnApi } from '../lib/OwnApi';
import { ConnectionProbe, ProbeResult } from './ConnectionProbe';

interface UnprocessedEntity {
  entity_ref: string;
  /** An empty text until the catalog has come to the entity. */
  errors?: { message?: string }[] | '' | null;
}

interface LocationEntity {
  metadata: { name: string; namespace?: string };
  status?: { items?: { level?: string; message?: string }[] };
}

/**
 * The catalog files that cannot be read.
 *
 * The catalog keeps what it knew of a file that became malformed, and marks
 * its Location; it shows nothing of a file that was malformed from the start,
 * so that this is where people find it.
 */
export class CatalogProbe implements ConnectionProbe {
  readonly id = 'catalog';
  readonly title = 'Catalog files';
  readonly #api: OwnApi;

  constructor(options: { api: OwnApi }) {
    this.#api = options.api;
  }

  async check(signal: AbortSignal): Promise<ProbeResult> {
    const [pending, failed, locations] = await Promise.all(
      [
        '/entities/unprocessed/pending',
        '/entities/unprocessed/failed',
        '/entities?filter=kind=location&fields=metadata,status',
      ].map(path => this.#api.get('catalog', path, { signal })),
    );
    if ([pending, failed, locations].some(({ status }) => status !== 200)) {
      return {
        state: 'broken',
        reason: 'The catalog does not tell which files it cannot read.',
        fix: 'Read the log of the portal for lines of the plugin "catalog", and restart it with "npm start".',
      };
    }
    return toResult([
      ...[pending, failed].flatMap(answer => unprocessed(bodyOf(answer))),
      ...marked(bodyOf(locations)),
    ]);
  }
}

function bodyOf<T>(answer: HttpAnswer): T {
  return (answer as { body: unknown }).body as T;
}

function unprocessed({ entities }: { entities: UnprocessedEntity[] }) {
  return entities.flatMap(({ entity_ref, errors }) =>
    (errors || [])
      .slice(0, 1)
      .map(({ message }) => toDetail(entity_ref, message)),
  );
}

function marked(entities: LocationEntity[]) {
  return entities.flatMap(({ metadata, status }) =>
    (status?.items ?? [])
      .filter(({ level }) => level === 'error')
      .slice(0, 1)
      .map(({ message }) =>
        toDetail(
          `location:${metadata.namespace ?? 'default'}/${metadata.name}`,
          message,
        ),
      ),
  );
}

function toDetail(name: string, message = 'cannot be read'): ConnectionDetail {
  return { name, state: 'broken', text: message.split('\n')[0] };
}

function toResult(detail: ConnectionDetail[]): ProbeResult {
  if (detail.length === 0) {
    return { state: 'ok', reason: 'Every catalog file can be read.' };
  }
  const noun = detail.length === 1 ? 'entry' : 'entries';
  return {
    state: 'broken',
    reason: `${detail.length} catalog ${noun} cannot be read; the others are not affected.`,
    fix: 'Look at the details and correct the file they name; the portal reads it again within a few minutes.',
    detail,
  };
}
