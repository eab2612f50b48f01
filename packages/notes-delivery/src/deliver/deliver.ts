import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EmittedRepository } from '@notes/template-kit';
import { applyChanges } from '../change/applyChanges';
import { changesFor } from '../overlay';
import { topicChanges } from '../overlay/claims';
import { folderOf } from '../root';
import { SERVICES, type NotesService } from '../services';
import { isTaken } from '../taken';
import { bundleEvents, EVENTS_DOCUMENT } from './bundleEvents';
import type { Delivered, DeliveredFile } from './Delivered';
import { isShared, sharedPartsOf, targetOf } from './links';
import { mkdocsOf } from './mkdocs';
import { feeds, readEventFlow } from './readEventFlow';

/** The package of the topics; what it has is made from what the template writes for a service that sends. */
export const TOPICS_PACKAGE = 'events';
const TOPICS_LIKE = 'notes-service';
const TOPIC_FILES =
  /^(claims\/kustomization|deploy\/(base|overlays\/\w+)\/kustomization)\.yaml$/;

/** Render and overlay together: every file that this package keeps, by package. */
export async function deliver(
  rendered: ReadonlyMap<string, EmittedRepository>,
): Promise<Map<string, Delivered>> {
  const documents = documentsThere();
  const delivered = new Map<string, Delivered>();
  for (const service of SERVICES) {
    const repository = rendered.get(service.name)!;
    const files = deliverService(service, repository, documents);
    const events = await bundleEvents(service.name);
    if (events !== undefined) {
      files.set(EVENTS_DOCUMENT, { kind: 'text', text: events });
    }
    delivered.set(service.name, files);
  }
  delivered.set(TOPICS_PACKAGE, deliverTopics(rendered.get(TOPICS_LIKE)!));
  return delivered;
}

function deliverService(
  service: NotesService,
  repository: EmittedRepository,
  documents: ReadonlySet<string>,
): Map<string, DeliveredFile> {
  const { name } = service;
  const shared = sharedPartsOf(name);
  const taken = Object.entries(repository.texts()).filter(
    ([path, text]) => isTaken(path) && !isShared(shared, path, text),
  );
  const dockerfile = repository.text('Dockerfile');
  const files = applyChanges(
    new Map(taken),
    changesFor(service, {
      dockerfile,
      documents,
      eventsFrom: sendersTo(name),
    }),
  );
  const settings = mkdocsOf(name, files.get('mkdocs.yml')!, files.keys());
  files.set('mkdocs.yml', settings);
  const links = shared.map(
    part =>
      [part.path, { kind: 'link', target: targetOf(name, part) }] as const,
  );
  return new Map<string, DeliveredFile>([...asFiles(files), ...links]);
}

/** The other services that send what it receives. */
function sendersTo(name: string): string[] {
  const flow = readEventFlow(name);
  return SERVICES.map(one => one.name)
    .filter(one => one !== name)
    .filter(one => feeds(readEventFlow(one), flow));
}

function deliverTopics(repository: EmittedRepository): Delivered {
  const taken = Object.entries(repository.texts(/^(claims|deploy)\//));
  const changes = topicChanges();
  const files = applyChanges(new Map(taken), changes);
  const made = new Set(changes.map(({ path }) => path));
  const kept = [...files].filter(
    ([path]) => made.has(path) || TOPIC_FILES.test(path),
  );
  return asFiles(new Map(kept));
}

function asFiles(
  files: ReadonlyMap<string, string>,
): Map<string, DeliveredFile> {
  return new Map(
    [...files].map(([path, text]) => [path, { kind: 'text', text }]),
  );
}

/** The documents of APIs that lie in the packages. */
function documentsThere(): Set<string> {
  const documents = SERVICES.flatMap(({ name }) => [
    `${name}/openapi.yaml`,
    `${name}/asyncapi.yaml`,
  ]);
  return new Set(documents.filter(path => existsSync(join(folderOf(path)))));
}
