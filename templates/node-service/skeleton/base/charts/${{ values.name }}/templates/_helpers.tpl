{{- define "service.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name | quote }}
app.kubernetes.io/instance: {{ .Release.Name | quote }}
{{- end }}

{{- define "service.costLabels" -}}
cost-center: {{ .Values.labels.costCenter | quote }}
team: {{ .Values.labels.team | quote }}
environment: {{ .Values.labels.environment | quote }}
service: {{ .Chart.Name | quote }}
data-classification: {{ .Values.labels.dataClassification | quote }}
{{- end }}

{{- define "service.commonLabels" -}}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: {{ ${{ values.systemName | dump }} | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
backstage.io/kubernetes-id: {{ .Chart.Name | quote }}
{{ include "service.costLabels" . }}
{{- end }}

{{- define "service.labels" -}}
{{ include "service.selectorLabels" . }}
app.kubernetes.io/component: service
{{ include "service.commonLabels" . }}
{{- end }}

{{- define "service.image" -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- end }}

{{- define "service.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "service.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}
