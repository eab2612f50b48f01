import type { Change } from '../change/Change';
import type { NotesService } from '../services';
import { catalogChanges } from './catalog';
import { chartChanges } from './chart';
import { claimChanges } from './claims';
import { docsChanges } from './docs';
import { imageChanges } from './image';
import { limitStoreChanges } from './limitStore';
import { longPollChanges } from './longPoll';

export interface OverlayInput {
  /** The Dockerfile that the template writes. */
  readonly dockerfile: string;
  /** `<service>/openapi.yaml` and `<service>/asyncapi.yaml`, those that are there. */
  readonly documents: ReadonlySet<string>;
  /** The services whose events it takes. */
  readonly eventsFrom: readonly string[];
}

/** The route as it is written, and as a label is matched. */
const WATCH = {
  path: '/api/config/{environment}/watch',
  label: '/api/config/.+/watch',
};

/** Everything in which a service differs from what the template writes for it, but for `mkdocs.yml`. */
export function changesFor(
  service: NotesService,
  { dockerfile, documents, eventsFrom }: OverlayInput,
): Change[] {
  return [
    {
      kind: 'edit',
      path: '.backstage/template.lock.yaml',
      reason:
        'No task of the portal made it, and a new number each time would say nothing',
      values: { 'scaffold.task': 'notes-delivery' },
    },
    ...imageChanges(service, dockerfile),
    ...chartChanges(service),
    ...claimChanges(service),
    ...(service.name === 'api-gateway' ? limitStoreChanges(service.name) : []),
    ...catalogChanges(service, { documents, eventsFrom }),
    ...docsChanges(service),
    ...(service.name === 'config-service'
      ? longPollChanges(service.name, WATCH)
      : []),
  ];
}
