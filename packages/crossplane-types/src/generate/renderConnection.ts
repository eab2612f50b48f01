import { Form } from './apiKinds';
import { Block } from './readBlocks';
import { readiness } from './renderManifest';

/**
 * Writes the connection: lines of `key: <expression>`, each left out while its expression is empty.
 *
 * Namespaced composites own a Secret; classic ones hand details to Crossplane, which writes the claim's Secret.
 */
export function renderConnection(
  { words }: Block,
  lines: string[],
  form: Form,
): string[] {
  const type =
    words.find(word => word.startsWith('type='))?.slice(5) ?? 'Opaque';
  const entries = lines.map(line => /^(\w+): (.*)$/.exec(line)!.slice(1));
  const data = entries.flatMap(([key, expression]) => [
    `  {{- with ${parenthesise(expression)} }}`,
    `  ${key}: {{ . | b64enc | quote }}`,
    '  {{- end }}',
  ]);
  const uri = parenthesise(entries[0][1]);
  if (form === 'claims') {
    return [
      `{{- if ${uri} }}`,
      '---',
      'apiVersion: meta.gotemplating.fn.crossplane.io/v1alpha1',
      'kind: CompositeConnectionDetails',
      'data:',
      ...data,
      '{{- end }}',
    ];
  }
  return [
    '---',
    'apiVersion: v1',
    'kind: Secret',
    'metadata:',
    '  name: {{ $secretName }}',
    '  labels: {{ toJson $labels }}',
    '  annotations:',
    '    {{ setResourceNameAnnotation "connection" }}',
    `    ${readiness(`ne ${uri} ""`)}`,
    `type: ${type}`,
    'data:',
    ...data,
  ];
}

function parenthesise(expression: string): string {
  return /^[$"][\w.$"]*$/.test(expression) ? expression : `(${expression})`;
}
