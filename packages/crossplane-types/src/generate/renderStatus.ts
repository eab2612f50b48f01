import { Form } from './apiKinds';
import { Block } from './readBlocks';

/** Writes the status of the composite: lines of `field: <expression>`, each left out while it is empty or zero. */
export function renderStatus(
  _block: Block,
  lines: string[],
  form: Form,
): string[] {
  const fields = lines.flatMap(line => {
    const [, field, expression] = /^(\w+): (.*)$/.exec(line)!;
    return [
      `  {{- with (${expression}) }}`,
      `  ${field}: {{ toJson . }}`,
      '  {{- end }}',
    ];
  });
  const secret = [
    '  {{- with $secretName }}',
    '  connectionSecretName: {{ . }}',
    '  {{- end }}',
  ];
  return [
    '---',
    'apiVersion: {{ $xr.apiVersion }}',
    'kind: {{ $xr.kind }}',
    'status:',
    ...fields,
    ...(form === 'namespaced' ? secret : []),
  ];
}
