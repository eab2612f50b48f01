import type { JsonObject, JsonValue } from '@backstage/types';
import { cleanText } from './cleanText';

/**
 * The keys of event details that are kept. Anything else may be a body or a
 * secret of a plugin we do not know, so a list of what is harmless is the only
 * safe kind of list.
 */
const KNOWN_KEYS = [
  ...['actionType', 'queryType', 'isDryRun', 'reason', 'count'],
  ...['actor', 'createdBy', 'userEntityRef'],
  ...['entityRef', 'rootEntityRef', 'templateRef', 'locationRef'],
  ...['kind', 'namespace', 'name', 'uid', 'id', 'taskId'],
  ...['location', 'type', 'target'],
  ...['repository', 'owner', 'archived', 'branch', 'ref', 'refs', 'commit'],
  ...['commitSha', 'paths', 'application', 'project'],
  ...['planId', 'hash', 'outcome', 'subject', 'undone', 'left'],
  ...['pullRequest', 'number', 'title', 'state', 'check', 'conclusion'],
  ...['clusterName', 'method', 'path', 'toolName', 'transport', 'part'],
];

const MAX_BYTES = 4096;
const MAX_ITEMS = 20;
const MAX_DEPTH = 3;
const MAX_KEY_LENGTH = 50;

/** Answers `undefined` for what cannot be kept. */
type Select = (
  value: JsonValue | undefined,
  depth: number,
) => JsonValue | undefined;

function createSelect(keys: Set<string>): Select {
  const select: Select = (value, depth) => {
    if (typeof value === 'string') {
      return cleanText(value);
    }
    if (typeof value === 'number' || typeof value === 'boolean') {
      return value;
    }
    if (!value || depth >= MAX_DEPTH) {
      return undefined;
    }
    if (Array.isArray(value)) {
      return value
        .slice(0, MAX_ITEMS)
        .map(item => select(item, depth + 1))
        .filter(item => item !== undefined);
    }
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => keys.has(key))
        .map(([key, item]) => [key, select(item, depth + 1)])
        .filter(([, item]) => item !== undefined),
    );
  };
  return select;
}

/**
 * Keeps the known keys of the details of an event, cleaned and bounded, and
 * the names of the others as `omitted`.
 *
 * @internal
 */
export function selectMeta(
  meta: JsonObject | undefined,
  extraKeys: string[] = [],
): JsonObject {
  const keys = new Set([...KNOWN_KEYS, ...extraKeys]);
  const select = createSelect(keys);
  const kept: JsonObject = {};
  const omitted: string[] = [];
  let bytes = 0;

  for (const [key, value] of Object.entries(meta ?? {})) {
    const selected = keys.has(key) ? select(value, 0) : undefined;
    const size = JSON.stringify(selected)?.length ?? 0;
    if (selected === undefined || bytes + size > MAX_BYTES) {
      if (value !== undefined && value !== null) {
        omitted.push(cleanText(key).slice(0, MAX_KEY_LENGTH));
      }
    } else {
      kept[key] = selected;
      bytes += size;
    }
  }
  return omitted.length > 0
    ? { ...kept, omitted: omitted.slice(0, MAX_ITEMS) }
    : kept;
}
