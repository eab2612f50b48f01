import type { Combination } from './combinations';
import type { RenderedFiles } from './createTemplateRenderer';

/** Written for every service alike and copied as it is, so it names what others may choose. */
const VENDORED =
  /^(package-lock\.json|\.github\/commitlint\/.*|charts\/[^/]+\/(charts\/.*|values\.schema\.json))$/;

/** What records the choices names also those that were not made. */
const RECORD =
  /^(\.backstage\/template\.lock\.yaml|docs\/adr\/0002-start-from-the-golden-path\.md)$/;

/** Words that only a part which was not chosen would leave behind. */
function tracesOf(combination: Combination): RegExp[] {
  return [...tracesOfParts(combination), ...tracesOfOptions(combination)];
}

function tracesOfParts({ database, cache, events, ...rest }: Combination) {
  const produces = events === 'producer' || events === 'both';
  const consumes = events === 'consumer' || events === 'both';
  const nothing = [database, cache, events].every(one => one === 'none');
  const claims = !nothing || rest.registry === 'ecr' || rest.secrets === 'aws';
  return [
    ...(database === 'none'
      ? [/postgres/i, /migrat/i, /\bpg\b/, /database_url/i, /\bsql\b/i]
      : [/MemoryItemRepository/]),
    ...(cache === 'none' ? [/redis/i, /CachedItem/, /CACHE_TTL/] : []),
    ...(events === 'none' ? [/kafka/i, /asyncapi/i, /cloudevent/i] : []),
    ...(produces ? [] : [/itemEvent\b/i, /items\.v1/]),
    ...(consumes ? [] : [/item-?request/i, /dead.?letter/i, /dlq/i]),
    ...(produces && database === 'postgresql' ? [] : [/outbox/i]),
    ...(nothing ? [/lifecycle\.ts/, /stand-in/] : []),
    ...(claims ? [] : [/\bclaims\//]),
  ];
}

function tracesOfOptions(combination: Combination): RegExp[] {
  const { mesh, canary, secrets, chaos, ci, sonar, registry } = combination;
  return [
    ...(mesh && mesh !== 'none' ? [] : [/istio/i, /\bmesh:/, /mTLS/i]),
    ...(canary && canary !== 'none' ? [] : [/canary/i, /argo.?rollouts/i]),
    ...(secrets === 'vault' ? [] : [/vault/i]),
    ...(secrets === 'aws' ? [] : [/secrets.?manager/i]),
    ...(secrets && secrets !== 'none' ? [] : [/external-?secret/i]),
    ...(chaos ? [] : [/chaos/i]),
    ...(ci === 'jenkins' ? [/\.github\/workflows/] : [/jenkins/i]),
    ...(sonar && sonar !== 'none' ? [] : [/sonar/i]),
    ...(registry === 'ecr' ? [] : [/\becr\b/i]),
    ...(registry === 'dockerhub' ? [] : [/docker ?hub/i]),
  ];
}

/** Finds parts that were not chosen, by file name and by content. */
export function findTraces(
  combination: Combination,
  files: RenderedFiles,
): string[] {
  const traces = tracesOf(combination);
  return Object.entries(files).flatMap(([path, text]) => {
    if (VENDORED.test(path) || RECORD.test(path)) return [];
    return traces
      .filter(trace => trace.test(path) || trace.test(text))
      .map(trace => `${path} matches ${trace}`);
  });
}
