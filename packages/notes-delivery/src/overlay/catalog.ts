import type { Change, Yaml } from '../change/Change';
import { SERVICES, type NotesService } from '../services';
import { EVENTS_DOCUMENT } from '../deliver/bundleEvents';
import { FACTS, topicsOf } from './facts';

const PATH = 'catalog-info.yaml';

interface Known {
  /** Which documents of an API lie in the packages. */
  readonly documents: ReadonlySet<string>;
  /** The services whose events it takes. */
  readonly eventsFrom: readonly string[];
}

/** What the catalog is told differently. */
export function catalogChanges(
  service: NotesService,
  { documents, eventsFrom }: Known,
): Change[] {
  const { name, values } = service;
  const produces = values.events === 'producer' || values.events === 'both';
  const dropped = [
    ...(produces ? [`Resource/${name}-items-topic`] : []),
    ...(values.events === 'both'
      ? [`Resource/${name}-item-requests-topic`]
      : []),
  ];
  return [
    {
      kind: 'edit',
      path: PATH,
      document: `Component/${name}`,
      reason:
        'It names the stores, topics and services of Notes, and lies in the repository of the portal',
      values: {
        ...componentValues(service, { documents, eventsFrom }),
        'metadata.annotations.notes/.dev/repository': null,
        // The address of this portal is not known here; its tab Docs leads to the runbook.
        'metadata.links.0': null,
        'metadata.annotations.notes/.dev/runbook': null,
      },
    },
    ...dropped.map((document): Change => ({
      kind: 'drop document',
      path: PATH,
      document,
      reason: 'Topics belong to all services; packages/events names each once',
    })),
    ...missingApis(service, documents),
    ...(documents.has(`${name}/asyncapi.yaml`) ? [oneDocument(name)] : []),
    ...(name === 'notes-service' ? [bucket(name)] : []),
  ];
}

function componentValues(
  { name, values }: NotesService,
  { documents, eventsFrom }: Known,
): Record<string, Yaml> {
  const others = SERVICES.filter(one => one.name !== name);
  const isGateway = name === 'api-gateway';
  const dependsOn = [
    ...(isGateway ? others.map(one => `component:${one.name}`) : []),
    ...(values.database ? [`resource:${name}-postgresql`] : []),
    ...(values.cache || isGateway ? [`resource:${name}-redis`] : []),
    ...(name === 'notes-service' ? [`resource:${name}-attachments`] : []),
    ...topicsOf(FACTS[name]).map(topic => `resource:${topic}`),
  ];
  const provides = [
    ...(documents.has(`${name}/openapi.yaml`) ? [`${name}-api`] : []),
    ...(documents.has(`${name}/asyncapi.yaml`) && values.events
      ? [`${name}-events`]
      : []),
  ];
  const called = isGateway ? others : [];
  const consumes = [
    ...called
      .filter(one => documents.has(`${one.name}/openapi.yaml`))
      .map(one => `${one.name}-api`),
    ...eventsFrom.map(one => `${one}-events`),
  ];
  return {
    'spec.dependsOn': dependsOn,
    'spec.providesApis': provides,
    ...(consumes.length > 0 && { 'spec.consumesApis': consumes }),
  };
}

function oneDocument(name: string): Change {
  return {
    kind: 'edit',
    path: PATH,
    document: `API/${name}-events`,
    reason:
      'The document of the service refers to packages/events; the portal shows one file',
    values: { 'spec.definition.$text': `./${EVENTS_DOCUMENT}` },
  };
}

/** An API without its document would be an error in the catalog. */
function missingApis(
  { name, values }: NotesService,
  documents: ReadonlySet<string>,
): Change[] {
  const apis = [
    { document: `API/${name}-api`, file: `${name}/openapi.yaml` },
    ...(values.events
      ? [{ document: `API/${name}-events`, file: `${name}/asyncapi.yaml` }]
      : []),
  ];
  return apis
    .filter(({ file }) => !documents.has(file))
    .map(({ document }) => ({
      kind: 'drop document' as const,
      path: PATH,
      document,
      reason: 'The service has no such document',
    }));
}

function bucket(name: string): Change {
  return {
    kind: 'add document',
    path: PATH,
    like: `Resource/${name}-postgresql`,
    reason: 'Files that belong to notes lie in a bucket',
    values: {
      'metadata.name': `${name}-attachments`,
      'metadata.description': 'The bucket of the files that belong to notes.',
      'spec.type': 's3-bucket',
    },
  };
}
