{{/* A canary beside sidecars is a Rollout, which owns the weights; everything else is a Deployment. */}}
{{- define "notes-service.workloadKind" -}}
{{ ternary "Rollout" "Deployment" (and .Values.canary.enabled (eq .Values.mesh.mode "sidecar")) }}
{{- end }}

{{- define "notes-service.workloadApiVersion" -}}
{{ ternary "argoproj.io/v1alpha1" "apps/v1" (eq (include "notes-service.workloadKind" .) "Rollout") }}
{{- end }}

{{- define "notes-service.workloadMetadata" -}}
{{ include "notes-service.metadata" . }}
{{- $files := fromYamlArray (include "notes-service.secretFiles" .) }}
{{- if $files }}
annotations:
  {{- $names := list }}
  {{- range $files }}
  {{- $names = append $names .secretName }}
  {{- end }}
  # A service reads its secrets when it starts; Reloader restarts it where a Secret changes.
  secret.reloader.stakater.com/reload: {{ join "," $names | quote }}
{{- end }}
{{- end }}

{{/* What Deployment and Rollout have in common. */}}
{{- define "notes-service.workloadSpec" -}}
revisionHistoryLimit: 5
progressDeadlineSeconds: 300
selector:
  matchLabels:
    {{- include "notes-service.selectorLabels" . | nindent 4 }}
template:
  {{- include "notes-service.podTemplate" . | nindent 2 }}
{{- end }}

{{/* Without a number where a scaler sets it: a release must not undo what the scaler did. */}}
{{- define "notes-service.replicas" -}}
{{- if not (or .Values.autoscaling.enabled .Values.keda.enabled) -}}
replicas: {{ .Values.replicas }}
{{- end -}}
{{- end }}
