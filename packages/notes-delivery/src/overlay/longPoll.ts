import type { Change } from '../change/Change';

const LATENCIES = ['0.1', '0.25'] as const;
const WINDOWS = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;
const COUNT = 'http_server_request_duration_seconds_count';
const NO_PROMISE = '/health.*|/ready|/metrics';

/**
 * A route that answers when something happens is slow by design. The objectives for latency and the boards of
 * durations leave it out; availability and the rate of requests keep it.
 */
export function longPollChanges(
  name: string,
  { path, label }: { readonly path: string; readonly label: string },
): Change[] {
  const reason =
    'A watcher waits for the next change, which says nothing of how quick the service is';
  const without = (text: string): readonly [string, string] => [
    text,
    text.replaceAll(NO_PROMISE, `${NO_PROMISE}|${label}`),
  ];
  const routes = `http_route!~"${NO_PROMISE}"`;
  const inWindow = (window: string, breaks: readonly [string, string]) => [
    without(`${routes}}[${window}]))${breaks[0]}- sum`),
    ...LATENCIES.map(le =>
      // The count below a latency is the same text as that of availability, so it is told by what stands above it.
      without(
        `${routes},le="${le}"}[${window}]))${breaks[1]}sum by (namespace) (rate(${COUNT}{service="${name}",${routes}}`,
      ),
    ),
  ];
  const durations = without(
    `service=\\"${name}\\",namespace=~\\"$namespace\\",${routes.replaceAll('"', '\\"')}`,
  ).map(text => `duration_seconds_bucket{${text}`) as [string, string];
  const about = { kind: 'replace', reason } as const;
  return [
    {
      ...about,
      path: 'observability/slo.yaml',
      texts: inWindow('{{.window}}', [
        '\n          ',
        '\n        total_query: >-\n          ',
      ]),
    },
    {
      ...about,
      path: 'observability/rules.yaml',
      texts: WINDOWS.flatMap(window =>
        inWindow(window, [' ', ')\n            /\n            (']),
      ),
    },
    {
      ...about,
      path: 'observability/rules.test.yaml',
      texts: [slowWatcher(name, path)],
    },
    ...['red', 'slo'].map(board => ({
      ...about,
      path: `observability/dashboards/${board}.json`,
      texts: [durations],
    })),
    {
      ...about,
      path: 'docs/operations.md',
      texts: [
        [
          'Probes and scrapes do not count.',
          `Probes and scrapes do not count, and answers of \`${path}\`, which waits for a change, count for availability alone.`,
        ],
      ],
    },
  ];
}

/** More watchers than requests, none of which is quick: the test of a healthy service fails when they count. */
function slowWatcher(name: string, path: string): [string, string] {
  const series = (kind: string, more: string) =>
    `      - series: '${kind}{namespace="shop",service="${name}",http_request_method="GET",http_route="${path}",http_response_status_code="204"${more}}'\n`;
  const before = `    input_series:
      - series: 'up{namespace="shop",service="${name}",pod="pod-1"}'
        values: 1x120
      - series: '${COUNT}{namespace="shop",service="${name}",http_request_method="GET",http_route="/v1/items",http_response_status_code="200"}'
        values: 0+1000x120
      - series: 'http_server_request_duration_seconds_bucket{namespace="shop",service="${name}",http_request_method="GET",http_route="/v1/items",http_response_status_code="200",le="0.1"}'
        values: 0+1000x120
`;
  const watchers = [
    `${series(COUNT, '')}        values: 0+5000x120\n`,
    ...LATENCIES.map(
      le =>
        `${series(COUNT.replace('count', 'bucket'), `,le="${le}"`)}        values: 0x120\n`,
    ),
  ];
  return [before, before + watchers.join('')];
}
