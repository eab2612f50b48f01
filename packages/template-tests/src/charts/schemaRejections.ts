import { BASE_VALUES, DIGEST, type Values } from './ServiceChart';

export type Rejection = { mistake: string; values: Values; message: RegExp };

const image = { repository: 'ghcr.io/notes/billing-service', digest: DIGEST };
const labels = BASE_VALUES.labels as Values;
const hostnames = ['billing.notes.example'];

/** Mistakes that people make, and how the answer names them. */
export const REJECTIONS: Rejection[] = [
  {
    mistake: 'an empty digest',
    values: { image: { ...image, digest: '' } },
    message: /'\/image\/digest': '' does not match pattern/,
  },
  {
    mistake: 'no digest',
    values: { image: { repository: image.repository } },
    message: /'\/image': missing property 'digest'/,
  },
  {
    mistake: 'a tag for a digest',
    values: { image: { ...image, digest: 'v1.0.0' } },
    message: /'\/image\/digest': 'v1\.0\.0' does not match/,
  },
  {
    mistake: 'a short digest',
    values: { image: { ...image, digest: 'sha256:abc' } },
    message: /'\/image\/digest'/,
  },
  {
    mistake: 'a tag in the repository',
    values: { image: { ...image, repository: 'ghcr.io/notes/x:latest' } },
    message: /'\/image\/repository': .* does not match/,
  },
  {
    mistake: 'a misspelt value',
    values: { replica: 3 },
    message: /additional properties 'replica' not allowed/,
  },
  {
    mistake: 'a misspelt value deep inside',
    values: { autoscaling: { maxReplica: 3 } },
    message: /'\/autoscaling': additional properties 'maxReplica' not allowed/,
  },
  {
    mistake: 'values below the name of the library',
    values: { 'notes-service': { replicas: 3 } },
    message: /'\/notes-service': additional properties 'replicas' not allowed/,
  },
  {
    mistake: 'a number as text',
    values: { replicas: '3' },
    message: /'\/replicas': got string, want integer/,
  },
  {
    mistake: 'no replicas',
    values: { replicas: 0 },
    message: /'\/replicas': minimum: got 0, want 1/,
  },
  {
    mistake: 'a scaler with one replica',
    values: { autoscaling: { minReplicas: 1 } },
    message: /'\/autoscaling\/minReplicas': minimum: got 1, want 2/,
  },
  {
    mistake: 'a scaler whose minimum is above its maximum',
    values: { autoscaling: { minReplicas: 5, maxReplicas: 4 } },
    message:
      /autoscaling\.minReplicas: 5 is more than autoscaling\.maxReplicas 4/,
  },
  {
    mistake: 'a label that no cost report takes',
    values: { labels: { ...labels, team: 'Notes Team' } },
    message: /'\/labels\/team': 'Notes Team' does not match/,
  },
  {
    mistake: 'a label of 64 characters',
    values: { labels: { ...labels, costCenter: 'a'.repeat(64) } },
    message: /'\/labels\/costCenter'/,
  },
  {
    mistake: 'a classification that does not exist',
    values: { labels: { ...labels, dataClassification: 'secret' } },
    message: /'\/labels\/dataClassification': value must be one of/,
  },
  {
    mistake: 'a secret in the configuration',
    values: { config: { MAIL_PASSWORD: 'hunter2' } },
    message: /'\/config\/MAIL_PASSWORD': false schema/,
  },
  {
    mistake: 'a connection string in the configuration',
    values: { config: { DATABASE_URL: 'postgres://u:p@h/d' } },
    message: /'\/config\/DATABASE_URL': false schema/,
  },
  {
    mistake: 'authentication switched off',
    values: { config: { AUTH_DISABLED: 'true' } },
    message: /'\/config\/AUTH_DISABLED': false schema/,
  },
  {
    mistake: 'a name that is none of a variable',
    values: { config: { 'log-level': 'info' } },
    message: /'\/config\/log-level': false schema/,
  },
  {
    mistake: 'a port by another way',
    values: { config: { PORT: 9090 } },
    message: /'\/config\/PORT': false schema/,
  },
  {
    mistake: 'a level of logging that does not exist',
    values: { config: { LOG_LEVEL: 'verbose' } },
    message: /'\/config\/LOG_LEVEL': value must be one of/,
  },
  {
    mistake: 'memory without a unit',
    values: { resources: { limits: { memory: '256' } } },
    message: /'\/resources\/limits\/memory': '256' does not match/,
  },
  {
    mistake: 'no request for the CPU',
    values: { resources: { requests: { cpu: null } } },
    message: /'\/resources\/requests\/cpu': got null, want string/,
  },
  {
    mistake: 'a canary without a mesh',
    values: { canary: { enabled: true } },
    message: /missing property 'mesh'/,
  },
  {
    mistake: 'a canary with the mesh switched off',
    values: { canary: { enabled: true }, mesh: { mode: 'none' } },
    message: /'\/mesh\/mode': value must be one of 'sidecar', 'ambient'/,
  },
  {
    mistake: 'a mesh that does not exist',
    values: { mesh: { mode: 'linkerd' } },
    message:
      /'\/mesh\/mode': value must be one of 'none', 'sidecar', 'ambient'/,
  },
  {
    mistake: 'steps that do not exist',
    values: {
      mesh: { mode: 'sidecar' },
      canary: { enabled: true, steps: '50-50' },
    },
    message: /'\/canary\/steps': value must be one of '90-10', '10-50-100'/,
  },
  {
    mistake: 'a step after the last',
    values: {
      mesh: { mode: 'ambient' },
      canary: { enabled: true, steps: '90-10', step: 2, digest: DIGEST },
    },
    message: /canary\.step: 2, but canary\.steps 90-10 has 1/,
  },
  {
    mistake: 'a route past the weights of a canary',
    values: {
      mesh: { mode: 'sidecar' },
      canary: { enabled: true },
      exposure: { type: 'httproute', hostnames },
    },
    message:
      /'\/exposure\/type': value must be one of 'none', 'virtualservice'/,
  },
  {
    mistake: 'a virtual service without sidecars',
    values: {
      mesh: { mode: 'ambient' },
      exposure: { type: 'virtualservice', hostnames },
    },
    message: /'\/mesh\/mode': value must be 'sidecar'/,
  },
  {
    mistake: 'KEDA and the other scaler together',
    values: {
      keda: { enabled: true, topic: 't', consumerGroup: 'g' },
      kafka: { enabled: true },
      autoscaling: { enabled: true },
    },
    message: /'\/autoscaling\/enabled': value must be false/,
  },
  {
    mistake: 'KEDA beside the scaler that is on by default',
    values: {
      keda: { enabled: true, topic: 't', consumerGroup: 'g' },
      kafka: { enabled: true },
    },
    message: /missing property 'autoscaling'/,
  },
  {
    mistake: 'KEDA without a topic',
    values: {
      keda: { enabled: true, consumerGroup: 'g' },
      kafka: { enabled: true },
      autoscaling: { enabled: false },
    },
    message: /'\/keda': missing property 'topic'/,
  },
  {
    mistake: 'KEDA without brokers',
    values: {
      keda: { enabled: true, topic: 't', consumerGroup: 'g' },
      autoscaling: { enabled: false },
    },
    message: /missing property 'kafka'/,
  },
  {
    mistake: 'a migration without a database',
    values: { migration: { enabled: true, command: ['/bin/migrate'] } },
    message: /missing property 'database'/,
  },
  {
    mistake: 'a migration without a command',
    values: { migration: { enabled: true }, database: { enabled: true } },
    message: /'\/migration': missing property 'command'/,
  },
  {
    mistake: 'IRSA without a role',
    values: { identity: { type: 'irsa' } },
    message: /'\/identity': missing property 'roleArn'/,
  },
  {
    mistake: 'a role that is no ARN',
    values: { identity: { type: 'irsa', roleArn: 'billing' } },
    message: /'\/identity\/roleArn': 'billing' does not match/,
  },
  {
    mistake: 'an exposure without a host name',
    values: { exposure: { type: 'httproute' } },
    message: /'\/exposure': missing property 'hostnames'/,
  },
  {
    mistake: 'an address for a host name',
    values: {
      exposure: { type: 'httproute', hostnames: ['https://x.example'] },
    },
    message:
      /'\/exposure\/hostnames\/0': 'https:\/\/x\.example' does not match/,
  },
  {
    mistake: 'an Ingress without TLS',
    values: {
      exposure: { type: 'ingress', hostnames, ingressClassName: 'shared' },
    },
    message: /'\/exposure': missing property 'tlsSecretName'/,
  },
  {
    mistake: 'a way out without an end',
    values: { egress: [{ port: 443 }] },
    message: /'\/egress\/0': /,
  },
  {
    mistake: 'a network that is none',
    values: { egress: [{ cidr: '10.0.0.0/33', port: 443 }] },
    message: /'\/egress\/0\/cidr': '10\.0\.0\.0\/33' does not match/,
  },
  {
    mistake: 'a caller without a namespace',
    values: { callers: [{ name: 'orders' }] },
    message: /'\/callers\/0': missing property 'namespace'/,
  },
  {
    mistake: 'secrets without a store',
    values: { externalSecret: { enabled: true, path: 'a/b' } },
    message: /'\/externalSecret': missing property 'store'/,
  },
  {
    mistake: 'brokers without ports',
    values: { kafka: { enabled: true, brokers: 'kafka' } },
    message: /'\/kafka\/brokers': 'kafka' does not match/,
  },
];
