import type { FIELDS } from './fields';

/** A defect put into the library: in one file, one text for another. */
export type Mutant = {
  defect: string;
  /** Whose rows must see it. */
  area: keyof typeof FIELDS;
  file: string;
  from: string;
  to: string;
};

export const MUTANTS: Mutant[] = [
  {
    defect: 'a root file system that can be written',
    area: 'workload',
    file: '_security.tpl',
    from: 'readOnlyRootFilesystem: true\n',
    to: '',
  },
  {
    defect: 'a container that may be root',
    area: 'workload',
    file: '_security.tpl',
    from: 'runAsNonRoot: true\nrunAsUser: 65532',
    to: 'runAsUser: 0',
  },
  {
    defect: 'capabilities that were not dropped',
    area: 'workload',
    file: '_security.tpl',
    from: 'capabilities:\n  drop: [ALL]\n',
    to: '',
  },
  {
    defect: 'an image by tag',
    area: 'workload',
    file: '_security.tpl',
    from: '@{{ .Values.image.digest }}',
    to: ':latest',
  },
  {
    defect: 'readiness that asks for liveness',
    area: 'workload',
    file: '_container.tpl',
    from: 'path: /ready',
    to: 'path: /health',
  },
  {
    defect: 'a stop without a pause',
    area: 'workload',
    file: '_container.tpl',
    from: 'seconds: 5',
    to: 'seconds: 0',
  },
  {
    defect: 'replicas that fight the scaler',
    area: 'workload',
    file: '_workload.tpl',
    from: 'if not (or .Values.autoscaling.enabled .Values.keda.enabled)',
    to: 'if true',
  },
  {
    defect: 'no disruption budget',
    area: 'support',
    file: '_context.tpl',
    from: ' podDisruptionBudget',
    to: '',
  },
  {
    defect: 'no network policy',
    area: 'network',
    file: '_context.tpl',
    from: ' networkPolicy',
    to: '',
  },
  {
    defect: 'a network that is open on the way out',
    area: 'network',
    file: '_networkPolicy.tpl',
    from: '  egress:\n',
    to: '  egress:\n    - {}\n',
  },
  {
    defect: 'any pod of the namespace of a caller',
    area: 'network',
    file: '_networkPolicyIngress.tpl',
    from: '  podSelector:\n    matchLabels:\n      app.kubernetes.io/name: {{ .name | quote }}\n',
    to: '',
  },
  {
    defect: 'mutual TLS that is a wish',
    area: 'mesh',
    file: '_peerAuthentication.tpl',
    from: 'STRICT',
    to: 'PERMISSIVE',
  },
  {
    defect: 'a mesh that lets everybody in',
    area: 'authorization',
    file: '_authorizationPolicy.tpl',
    from: '  {{- with .Rules }}\n  action: ALLOW',
    to: '  {{- with .Rules | default "- {}" }}\n  action: ALLOW',
  },
  {
    defect: 'writes that are repeated',
    area: 'mesh',
    file: '_virtualService.tpl',
    from: 'attempts: 0',
    to: 'attempts: 2',
  },
  {
    defect: 'a canary that nobody judges',
    area: 'rollout',
    file: '_rollout.tpl',
    from: '{{- if ne . "100" }}',
    to: '{{- if false }}',
  },
  {
    defect: 'weights the wrong way round',
    area: 'ambientCanary',
    file: '_canary.tpl',
    from: 'weight: {{ sub 100 $weight }}',
    to: 'weight: {{ $weight }}',
  },
  {
    defect: 'a migration after the service',
    area: 'delivery',
    file: '_migration.tpl',
    from: '"Wave" "-2"',
    to: '"Wave" "2"',
  },
  {
    defect: 'a secret path for all environments',
    area: 'delivery',
    file: '_externalSecret.tpl',
    from: '{{ .Values.externalSecret.path }}/{{ .Values.labels.environment }}',
    to: '{{ .Values.externalSecret.path }}',
  },
  {
    defect: 'costs without an owner',
    area: 'support',
    file: '_labels.tpl',
    from: 'team: {{ .Values.labels.team | quote }}\n',
    to: '',
  },
  {
    defect: 'a role that reads secrets',
    area: 'account',
    file: '_role.tpl',
    from: '[pods, configmaps]',
    to: '[pods, configmaps, secrets]',
  },
];
