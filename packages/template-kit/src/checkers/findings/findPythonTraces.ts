import type { Combination } from '../../model';
import type { TextFiles } from './findTextProblems';

/** What the source of a part is made of, which only a part that was not chosen would leave behind. */
function tracesOf({ database, cache, events }: Combination): RegExp[] {
  const produces = events === 'producer' || events === 'both';
  const nothing = [database, cache, events].every(one => one === 'none');
  return [
    ...(database === 'none'
      ? [/psycopg/i, /postgres/i, /tzdata/, /sqlstate/i, /SecretStr.*Database/]
      : [/memory_item_repository/i, /MemoryItem/]),
    ...(cache === 'none' ? [/redis/i, /cached_item/, /cache_requests/] : []),
    ...(events === 'none'
      ? [/kafka/i, /messaging_/, /cloud_event/i, /event_bus/]
      : []),
    ...(produces && database !== 'none' ? [] : [/outbox/i]),
    ...(produces ? [] : [/item_event\b/, /traceparent: Not/]),
    ...(events === 'consumer' || events === 'both'
      ? []
      : [/item_request/i, /subscription/i, /dead_letter/i]),
    ...(nothing ? [/lifecycle/i, /app\/local/, /stand-in/i] : []),
  ];
}

/** Where the code, its tests, its image or its lock files name a part that was not chosen. */
export function findPythonTraces(
  combination: Combination,
  files: TextFiles,
): string[] {
  const traces = tracesOf(combination);
  return Object.entries(files)
    .filter(([path]) => isOwn(path))
    .flatMap(([path, text]) =>
      traces
        .filter(trace => trace.test(path) || trace.test(withoutHashes(text)))
        .map(trace => `${path} matches ${trace}`),
    );
}

/** What this template writes by itself; the shared layers have tests of their own. */
export function isOwn(path: string): boolean {
  return (
    /^(app|tests|migrations)\//.test(path) ||
    /^(pyproject\.toml|requirements.*\.txt|Dockerfile|\.dockerignore|\.gitignore|README\.md|docker-compose\.yml|development\.env)$/.test(
      path,
    )
  );
}

/** Hashes may spell anything. */
function withoutHashes(text: string): string {
  return text.replace(/--hash=sha256:[\da-f]+/g, '');
}
