import { Form } from './apiKinds';
import { Block } from './readBlocks';
import { addAnnotations } from './addAnnotations';

/** Versions of the cluster-scoped kinds that have the same fields as the namespaced v1beta1. */
const CLASSIC_VERSIONS: Record<string, string> = {
  Instance: 'v1beta3',
  ReplicationGroup: 'v1beta2',
  Bucket: 'v1beta2',
  BucketLifecycleConfiguration: 'v1beta2',
  BucketOwnershipControls: 'v1beta2',
  BucketServerSideEncryptionConfiguration: 'v1beta2',
  BucketVersioning: 'v1beta2',
  Repository: 'v1beta2',
};

const PROTECTION = [
  '  {{- if $production }}',
  '  managementPolicies: [Observe, Create, Update, LateInitialize]',
  '  {{- end }}',
];

/**
 * Writes a managed resource: `#:managed <name> [protected] [kafka]`.
 *
 * A protected one stays where it is when a claim of the production profile is deleted: the data outlives the object.
 */
export function renderManaged(
  { words: [name, ...flags] }: Block,
  lines: string[],
  form: Form,
): string[] {
  const config = flags.includes('kafka') ? 'kafka' : 'aws';
  const before = lines.findIndex(line => line === 'spec:');
  return [
    '---',
    ...addAnnotations(lines.slice(0, before), [
      `{{ setResourceNameAnnotation "${name}" }}`,
    ]).map(line => (form === 'claims' ? toClassic(line, lines) : line)),
    'spec:',
    ...(flags.includes('protected') ? PROTECTION : []),
    '  providerConfigRef:',
    ...(form === 'namespaced' ? ['    kind: ClusterProviderConfig'] : []),
    `    name: ${config}`,
    ...lines.slice(before + 1),
  ];
}

function toClassic(line: string, lines: string[]): string {
  if (!line.startsWith('apiVersion: ')) {
    return line;
  }
  const kind = lines.find(other => other.startsWith('kind: '))?.slice(6) ?? '';
  const classic = line.replace('.m.', '.');
  const version = CLASSIC_VERSIONS[kind];
  return version ? classic.replace(/\/v1beta1$/, `/${version}`) : classic;
}
