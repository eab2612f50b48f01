{{/*
The default of every value of a service chart. They are a template, not a values.yaml: Helm would put a
values.yaml of a library below the key "notes-service", a second place to set the same value that the schema
of the service chart could not judge. README.md explains each value.
*/}}
{{- define "notes-service.defaults" -}}
image:
  repository: ''
  digest: ''
  version: ''
port: 8080
partOf: ''
labels:
  costCenter: engineering
  team: ''
  environment: ''
  dataClassification: internal
config:
  LOG_LEVEL: info
  RATE_LIMIT_PER_MINUTE: 600
  TRUST_PROXY_HOPS: 1
replicas: 2
autoscaling:
  enabled: true
  minReplicas: 2
  maxReplicas: 20
  cpu: 70
  memory: 80
  podsMetric:
    name: ''
    averageValue: ''
keda:
  enabled: false
  minReplicas: 2
  maxReplicas: 20
  topic: ''
  consumerGroup: ''
  lagThreshold: 50
resources:
  requests:
    cpu: 100m
    memory: 256Mi
    ephemeral-storage: 64Mi
  limits:
    cpu: 500m
    memory: 256Mi
    ephemeral-storage: 128Mi
hostUsers: true
identity:
  type: none
  roleArn: ''
  egressCidr: 10.0.0.0/8
rbac:
  enabled: false
  egressCidr: 10.0.0.0/8
telemetry:
  endpoint: http://otel-collector.observability.svc.cluster.local:4318
  namespace: observability
auth:
  issuer: https://identity.notes.example
  audience: ''
  jwksUrl: https://identity.notes.example/.well-known/jwks.json
  egressCidr: 10.0.0.0/8
database:
  enabled: false
  secretName: ''
  secretKey: uri
  poolSize: 10
  port: 5432
  egressCidr: 10.0.0.0/8
cache:
  enabled: false
  secretName: ''
  secretKey: uri
  ttlSeconds: 60
  port: 6379
  egressCidr: 10.0.0.0/8
kafka:
  enabled: false
  brokers: kafka-kafka-bootstrap.kafka.svc.cluster.local:9092
  ssl: false
  credentialsSecretName: ''
  saslMechanism: scram_sha512
  namespace: kafka
migration:
  enabled: false
  command: []
  timeoutSeconds: 300
externalSecret:
  enabled: false
  store: ''
  path: ''
  refreshInterval: 1h
  keys: []
callers: []
egress: []
gateway:
  name: shared
  namespace: gateway
  serviceAccount: shared-istio
monitoring:
  namespace: monitoring
  serviceAccount: prometheus-k8s
exposure:
  type: none
  hostnames: []
  path: /v1
  timeout: 30s
  ingressClassName: ''
  tlsSecretName: ''
  backendTLS:
    enabled: false
    hostname: ''
    caConfigMap: ''
serviceMonitor:
  enabled: false
mesh:
  mode: none
  trustDomain: cluster.local
  waypoint: waypoint
  timeout: 15s
canary:
  enabled: false
  steps: 90-10
  maxErrorRatio: 0.01
  maxLatencySeconds: 0.5
  prometheusUrl: http://prometheus-k8s.monitoring.svc.cluster.local:9090
  digest: ''
  step: 1
  replicas: 2
test:
  command: []
{{- end }}

{{/* Lays the second map over the first, in place, key by key; lists are replaced. */}}
{{- define "notes-service.merge" -}}
{{- $target := first . -}}
{{- range $key, $value := last . -}}
{{- if and (kindIs "map" $value) (kindIs "map" (get $target $key)) -}}
{{- include "notes-service.merge" (list (get $target $key) $value) -}}
{{- else -}}
{{- $_ := set $target $key $value -}}
{{- end -}}
{{- end -}}
{{- end }}
