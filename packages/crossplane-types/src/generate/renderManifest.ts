import { Form, SYSTEM_NAMESPACE } from './apiKinds';
import { Block } from './readBlocks';
import { addAnnotations } from './addAnnotations';

/**
 * Writes an object of the cluster itself: `#:manifest <name> [when <condition>]`.
 *
 * The namespaced form composes it directly. A cluster-scoped composite cannot, so the classic form wraps it in an
 * Object of provider-kubernetes. `#:object` wraps it in both, for an object of another namespace.
 * `@secret <name> <keys>` lines inside name what is read back
 * as connection details in the classic form.
 */
export function renderManifest(
  { word, words: [name, , ...condition] }: Block,
  lines: string[],
  form: Form,
): string[] {
  const annotations = [
    `{{ setResourceNameAnnotation "${name}" }}`,
    ...(condition.length ? [readiness(condition.join(' '))] : []),
  ];
  if (word === 'manifest' && form === 'namespaced') {
    return ['---', ...addAnnotations(lines, annotations)];
  }
  const own = lines.filter(line => !line.startsWith('@secret '));
  const details = lines
    .filter(line => line.startsWith('@secret '))
    .flatMap(line => readBack(name, line.slice('@secret '.length)));
  return ['---', ...wrap(addNamespace(own), annotations, form), ...details];
}

/** Lets Crossplane read keys of a Secret that the wrapped object's operator writes. */
function readBack(name: string, words: string): string[] {
  const [, secret, keys] = /^(.*?) (\w[\w ]*)$/.exec(words)!;
  return [
    '  connectionDetails:',
    ...keys
      .split(' ')
      .flatMap(key => [
        '    - apiVersion: v1',
        '      kind: Secret',
        `      name: ${secret}`,
        '      namespace: {{ $namespace }}',
        `      fieldPath: data.${key}`,
        `      toConnectionSecretKey: ${key}`,
      ]),
    '  writeConnectionSecretToRef:',
    `    name: {{ $xr.metadata.name }}-${name}`,
    `    namespace: ${SYSTEM_NAMESPACE}`,
  ];
}

/** Kinds without a Ready condition say when they are ready by a condition over what is observed. */
export function readiness(condition: string): string {
  return `gotemplating.fn.crossplane.io/ready: {{ ternary "True" "False" (${condition}) | quote }}`;
}

function wrap(lines: string[], annotations: string[], form: Form): string[] {
  const own = form === 'namespaced';
  const policy =
    annotations.length > 1 ? 'SuccessfulCreate' : 'DeriveFromObject';
  return [
    `apiVersion: ${own ? 'kubernetes.m.crossplane.io/v1alpha1' : 'kubernetes.crossplane.io/v1alpha2'}`,
    'kind: Object',
    'metadata:',
    '  annotations:',
    ...annotations.map(line => `    ${line}`),
    'spec:',
    '  providerConfigRef:',
    ...(own ? ['    kind: ClusterProviderConfig'] : []),
    '    name: in-cluster',
    '  readiness:',
    `    policy: ${policy}`,
    '  forProvider:',
    '    manifest:',
    ...lines.map(line => (line ? `      ${line}` : line)),
  ];
}

function addNamespace(lines: string[]): string[] {
  const at = lines.indexOf('metadata:');
  return lines.some(line => line.startsWith('  namespace: '))
    ? lines
    : [
        ...lines.slice(0, at + 1),
        '  namespace: {{ $namespace }}',
        ...lines.slice(at + 1),
      ];
}
