import type { ServiceName } from '../domain/Route.ts';

export interface FreeText {
  readonly query: ReadonlySet<string>;
  readonly json: ReadonlySet<string>;
}

/** What people type of their own free will, anywhere. */
const QUERY = ['error_description', 'signature'];
const JSON_MEMBERS = [
  ...['title', 'content', 'tags', 'name', 'description', 'reason'],
  ...['password', 'currentPassword', 'newPassword'],
];

/**
 * Values that the patterns do not read, because a harmless one may look like anything: a note may teach SQL, a
 * search may look for `<script>`, a password may be `' or 1=1 --`. The services take them as parameters of
 * statements and escape them in pages; a filter would only keep honest people from their notes.
 */
const BY_SERVICE: Readonly<
  Record<ServiceName, { readonly query: string[]; readonly json: string[] }>
> = {
  auth: { query: [], json: ['deviceName'] },
  notes: { query: ['q', 'tag', 'tags'], json: ['fileName'] },
  search: { query: ['q', 'tag', 'tags'], json: ['q', 'query'] },
  email: {
    query: [],
    json: ['subject', 'text', 'html', 'data', 'body', 'message', 'template'],
  },
  audit: { query: ['q'], json: [] },
  config: {
    query: ['q', 'reason'],
    json: ['value', 'values', 'comment', 'schema', 'default'],
  },
};

const NONE: FreeText = { query: new Set(QUERY), json: new Set(JSON_MEMBERS) };

const ALL = new Map<string, FreeText>(
  Object.entries(BY_SERVICE).map(([name, { json, query }]) => [
    name,
    {
      query: new Set([...QUERY, ...query]),
      json: new Set([...JSON_MEMBERS, ...json]),
    },
  ]),
);

export function freeTextOf(service: string | undefined): FreeText {
  return ALL.get(service ?? '') ?? NONE;
}
