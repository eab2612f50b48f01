import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { AUDIT_STATUSES } from '@notes/plugin-audit-log-common';
import { z } from 'zod';
import type { EventFilter } from '../database/AuditEventStore';
import { decodeCursor } from './cursor';

const MAX_LIMIT = 200;
const ISO_TIME =
  /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** The accepted form of each parameter, for the message. */
const EXPECTED: Record<string, string> = {
  actor:
    "an entity reference such as 'user:default/dev.rivera' or 'plugin:scaffolder'",
  action:
    "an action such as 'scaffolder.task.create', or its beginning up to a dot",
  entity: "an entity reference such as 'component:default/notes-service'",
  plugin: "the id of a plugin such as 'catalog'",
  status: `one of: ${AUDIT_STATUSES.join(', ')}`,
  from: "a time such as '2026-11-21' or '2026-11-21T08:00:00Z'",
  to: "a time such as '2026-11-21' or '2026-11-21T08:00:00Z'",
  cursor: "the 'nextCursor' of a previous answer",
  limit: `a whole number from 1 to ${MAX_LIMIT}`,
};

/** A text that `parse` understands; `parse` answers nothing for others. */
function parsedBy<T>(parse: (text: string) => T | undefined) {
  return z
    .string()
    .min(1)
    .max(500)
    .transform((text, context) => {
      const parsed = parse(text);
      if (parsed === undefined) {
        context.addIssue({ code: 'custom', message: 'not understood' });
        return z.NEVER;
      }
      return parsed;
    })
    .optional();
}

function parseRef(text: string, defaultKind: string): string | undefined {
  try {
    const ref = parseEntityRef(text, {
      defaultKind,
      defaultNamespace: 'default',
    });
    return stringifyEntityRef(ref);
  } catch {
    return undefined;
  }
}

function parseActor(text: string): string | undefined {
  const isService = /^(plugin|external):[\w:.-]+$/.test(text);
  return isService ? text : parseRef(text, 'user');
}

function parseTime(text: string): Date | undefined {
  const time = new Date(text);
  return ISO_TIME.test(text) && !Number.isNaN(time.getTime())
    ? time
    : undefined;
}

function matching(pattern: RegExp) {
  return parsedBy(text => (pattern.test(text) ? text : undefined));
}

const querySchema = z.strictObject({
  actor: parsedBy(parseActor),
  action: matching(/^[\w.-]{1,200}$/),
  entity: parsedBy(text => parseRef(text, 'component')),
  plugin: matching(/^[\w-]{1,100}$/),
  status: z.enum(AUDIT_STATUSES).optional(),
  from: parsedBy(parseTime),
  to: parsedBy(parseTime),
  cursor: parsedBy(decodeCursor),
  limit: parsedBy(text => {
    const limit = Number(text);
    return /^\d+$/.test(text) && limit >= 1 && limit <= MAX_LIMIT
      ? limit
      : undefined;
  }),
});

function describeIssue(issue: z.core.$ZodIssue, query: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(EXPECTED).join(', ');
    const unknown = JSON.stringify(issue.keys[0].slice(0, 80));
    return `Unknown query parameter ${unknown}; expected only: ${known}`;
  }
  const field = String(issue.path[0]);
  const value = (query as Record<string, unknown>)[field];
  const shown = JSON.stringify(value)?.slice(0, 120);
  return `Invalid query parameter '${field}': got ${shown}; expected ${EXPECTED[field]}`;
}

/** Checks the query of a request for events. @internal */
export function parseEventQuery(query: unknown): EventFilter {
  const result = querySchema.safeParse(query);
  if (!result.success) {
    throw new InputError(describeIssue(result.error.issues[0], query));
  }
  const { cursor, entity, limit = 50, ...rest } = result.data;
  if (rest.from && rest.to && rest.from >= rest.to) {
    throw new InputError(
      `Invalid query parameter 'to': ${rest.to.toISOString()} is not after 'from', ${rest.from.toISOString()}; expected a later time`,
    );
  }
  return { ...rest, limit, after: cursor, entityRef: entity };
}
