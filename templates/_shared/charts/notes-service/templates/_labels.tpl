{{/* Immutable in a Deployment, so only what never changes. */}}
{{- define "notes-service.selectorLabels" -}}
app.kubernetes.io/name: {{ .Name | quote }}
app.kubernetes.io/instance: {{ .Instance | quote }}
{{- end }}

{{/* Every pod of the service, a canary too. Names of objects allow one release in a namespace, so this is enough. */}}
{{- define "notes-service.workloadLabels" -}}
app.kubernetes.io/name: {{ .Name | quote }}
{{- end }}

{{- define "notes-service.version" -}}
{{ .Values.image.version | default .Chart.AppVersion }}
{{- end }}

{{- define "notes-service.costLabels" -}}
cost-center: {{ .Values.labels.costCenter | quote }}
team: {{ .Values.labels.team | quote }}
environment: {{ .Values.labels.environment | quote }}
service: {{ .Chart.Name | quote }}
data-classification: {{ .Values.labels.dataClassification | quote }}
{{- end }}

{{- define "notes-service.labels" -}}
{{ include "notes-service.selectorLabels" . }}
app.kubernetes.io/version: {{ include "notes-service.version" . | quote }}
app.kubernetes.io/component: {{ .Component }}
app.kubernetes.io/part-of: {{ .Values.partOf | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | quote }}
backstage.io/kubernetes-id: {{ .Chart.Name | quote }}
{{ include "notes-service.costLabels" . }}
{{- end }}

{{/* The namespace is written down because checkers and GitOps read files, not the flags of helm. */}}
{{- define "notes-service.metadata" -}}
name: {{ .ObjectName | quote }}
namespace: {{ .Release.Namespace | quote }}
labels:
  {{- include "notes-service.labels" . | nindent 2 }}
{{- end }}
