import type { Change } from '../change/Change';
import type { NotesService } from '../services';
import { FACTS } from './facts';

type Texts = (readonly [string, string])[];

/** The pages that the template writes and the service keeps, with the names of what is really there. */
export function docsChanges({ name, values }: NotesService): Change[] {
  const { publishes, reads } = FACTS[name];
  const runbook: Texts = [];
  if (publishes.length > 0) {
    runbook.push(
      [`${name}-items-topic`, publishes[0]],
      [
        'events of one item stay in order',
        'events of one note or person stay in order',
      ],
    );
  }
  if (reads.length > 0) {
    runbook.push(
      [`${name}-item-requests-topic`, reads[0].topic],
      [`${name}.item-requests.v1.dlq`, 'dead-letter-queue'],
      ['the header `reason` of', '`reason` of'],
      ["'%h %s\\n'", "'%s\\n'"],
    );
  }
  return [
    ...(runbook.length > 0
      ? [
          {
            kind: 'replace' as const,
            path: 'docs/runbook.md',
            reason: 'Topics have the names of Notes',
            texts: runbook,
          },
        ]
      : []),
    {
      kind: 'replace',
      path: 'docs/operations.md',
      reason:
        'The workflow of the workspace ends with a signed image; a person asks for its digest',
      texts: [
        [
          'by itself, after the build on `main`',
          'when the request that names its digest is merged',
        ],
        [
          'by itself, once dev is healthy and answers',
          'when the next request is merged, once dev is healthy',
        ],
        [
          'when the release request is merged',
          'when the last request is merged',
        ],
        [
          'The pipeline changes it for each of these steps; nothing else deploys',
          'The workflow `notes-services` writes the digest into its summary; nothing else deploys',
        ],
        ...(values.events === 'both' && FACTS[name].replicas === 1
          ? ([
              [
                'KEDA scales on the messages that wait, up to 20 replicas.',
                'One replica runs in dev and staging. In production KEDA scales on the messages that wait, up to three.',
              ],
            ] as Texts)
          : []),
      ],
    },
  ];
}
