{{/* The labels by which a mesh takes up a pod. */}}
{{- define "notes-service.meshPodLabels" -}}
{{- if eq .Values.mesh.mode "sidecar" }}
sidecar.istio.io/inject: 'true'
{{- else if eq .Values.mesh.mode "ambient" }}
istio.io/dataplane-mode: ambient
{{- end }}
{{- end }}

{{/* How OpenTelemetry names the pod, by the names that are stable. */}}
{{- define "notes-service.resourceAttributes" -}}
service.namespace={{ .Release.Namespace }},service.version={{ include "notes-service.version" . }},service.instance.id={{ .Release.Namespace }}.$(POD_NAME).service,deployment.environment.name={{ .Values.labels.environment }}
{{- end }}

{{- define "notes-service.podMetadata" -}}
labels:
  {{- include "notes-service.labels" . | nindent 2 }}
  {{- include "notes-service.meshPodLabels" . | nindent 2 }}
annotations:
  checksum/config: {{ include "notes-service.environment" . | sha256sum }}
  resource.opentelemetry.io/service.name: {{ .Chart.Name | quote }}
  resource.opentelemetry.io/service.version: {{ include "notes-service.version" . | quote }}
  resource.opentelemetry.io/deployment.environment.name: {{ .Values.labels.environment | quote }}
  {{- if eq .Values.mesh.mode "sidecar" }}
  # The sidecar reads these to join its metrics with those of the service.
  prometheus.io/scrape: 'true'
  prometheus.io/port: {{ .Values.port | quote }}
  prometheus.io/path: /metrics
  {{- end }}
{{- end }}

{{- define "notes-service.spread" -}}
topologySpreadConstraints:
  {{- range $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "notes-service.selectorLabels" $ | nindent 8 }}
  {{- end }}
affinity:
  podAntiAffinity:
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "notes-service.selectorLabels" . | nindent 14 }}
{{- end }}

{{- define "notes-service.podTemplate" -}}
metadata:
  {{- include "notes-service.podMetadata" . | nindent 2 }}
spec:
  serviceAccountName: {{ .Name | quote }}
  automountServiceAccountToken: {{ .Values.rbac.enabled }}
  enableServiceLinks: false
  {{- if not .Values.hostUsers }}
  hostUsers: false
  {{- end }}
  # The pause before the stop, the 25 seconds in which requests finish, and some room.
  terminationGracePeriodSeconds: 45
  securityContext:
    {{- include "notes-service.podSecurityContext" . | nindent 4 }}
  {{- include "notes-service.spread" . | nindent 2 }}
  containers:
    {{- include "notes-service.container" . | nindent 4 }}
  volumes:
    - name: tmp
      emptyDir:
        sizeLimit: 32Mi
    {{- include "notes-service.secretVolumes" (fromYamlArray (include "notes-service.secretFiles" .)) | nindent 4 }}
{{- end }}
