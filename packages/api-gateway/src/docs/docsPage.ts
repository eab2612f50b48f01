import { createHash } from 'node:crypto';
import type { OpenApiDocument, Operation } from '@notes/service-kit';
import type { Merged } from './MergedDocument.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const STYLE = `
:root{color-scheme:light dark;--line:color-mix(in srgb,currentColor 20%,transparent)}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:2.5rem;border-bottom:1px solid var(--line)}
details{border:1px solid var(--line);border-radius:.4rem;margin:.4rem 0;padding:.4rem .8rem}
summary{cursor:pointer}
code{font-family:ui-monospace,monospace}
.method{display:inline-block;min-width:4.5rem;font-weight:700}
.open{font-size:.85em;opacity:.75}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.2rem .6rem .2rem 0;border-bottom:1px solid var(--line)}
nav a{margin-right:1rem}
`;

/** Only the style of this page; no script, nothing from elsewhere. */
export const DOCS_POLICY = `default-src 'none'; style-src 'sha256-${createHash(
  'sha256',
)
  .update(STYLE)
  .digest(
    'base64',
  )}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The merged document as a page that works without scripts. */
export function docsPage({ document, states }: Merged): string {
  const groups = Map.groupBy(entriesOf(document), one => one.tag);
  const away = Object.entries(states).filter(
    ([, state]) => state !== 'current',
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(document.info.title)} API</title><style>${STYLE}</style></head>
<body>
<h1>${escape(document.info.title)} API <small>${escape(document.info.version)}</small></h1>
<p>Machine-readable: <a href="/api/docs/openapi.json">OpenAPI 3.1</a>. Send <code>Authorization: Bearer</code> and the access token of a sign-in, unless an operation is open to everyone.</p>
${away.map(([name, state]) => `<p role="status"><strong>${escape(name)}</strong> does not answer; ${state === 'kept' ? 'this is what it said last' : 'its operations are missing here'}.</p>`).join('\n')}
<nav>${[...groups.keys()].map(tag => `<a href="#${escape(tag)}">${escape(tag)}</a>`).join('')}</nav>
${[...groups].map(([tag, entries]) => `<section id="${escape(tag)}"><h2>${escape(tag)}</h2>\n${entries.map(operationHtml).join('\n')}</section>`).join('\n')}
</body></html>
`;
}

interface Entry {
  readonly tag: string;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation & {
    readonly summary?: string;
    readonly description?: string;
  };
}

function entriesOf(document: OpenApiDocument): Entry[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap(method => {
      const operation = item[method] as Entry['operation'] | undefined;
      if (!operation) return [];
      return [{ tag: operation.tags?.[0] ?? 'other', method, path, operation }];
    }),
  );
}

function operationHtml({ method, operation, path }: Entry): string {
  const {
    description = '',
    responses,
    security = [],
    summary = '',
  } = operation;
  const needs = security.flatMap(one => Object.values(one).flat());
  const access =
    security.length === 0
      ? 'open to everyone'
      : `access token${needs.length > 0 ? `, ${needs.join(' ')}` : ''}`;
  const rows = Object.entries(responses).map(
    ([status, answer]) =>
      `<tr><td>${escape(status)}</td><td>${escape('description' in answer ? String(answer.description) : '$ref' in answer ? lastOf(answer.$ref) : '')}</td></tr>`,
  );
  return `<details><summary><span class="method">${method.toUpperCase()}</span> <code>${escape(path)}</code> ${escape(summary)} <span class="open">(${escape(access)})</span></summary>
<p>${escape(description)}</p><table><thead><tr><th>Status</th><th>Answer</th></tr></thead><tbody>${rows.join('')}</tbody></table></details>`;
}

function lastOf(reference: string): string {
  return reference.split('/').at(-1) ?? '';
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, char => ENTITIES[char] ?? char);
}
