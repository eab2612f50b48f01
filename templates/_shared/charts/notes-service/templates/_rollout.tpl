{{/* The weights of the steps before the last, which is everything. */}}
{{- define "notes-service.canaryWeights" -}}
{{ ternary "10" "10 50 100" (eq .Values.canary.steps "90-10") }}
{{- end }}

{{/* Each weight is held until the analysis has judged it. */}}
{{- define "notes-service.rolloutSteps" -}}
{{- range splitList " " (include "notes-service.canaryWeights" .) }}
- setWeight: {{ . }}
{{- if ne . "100" }}
- analysis:
    templates:
      - templateName: {{ $.Name }}-slo
    args:
      - name: canary-hash
        valueFrom:
          podTemplateHashValue: Latest
{{- end }}
{{- end }}
{{- end }}

{{- define "notes-service.rollout" -}}
{{- if eq (include "notes-service.workloadKind" .) "Rollout" -}}
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  {{- include "notes-service.workloadMetadata" . | nindent 2 }}
spec:
  {{- include "notes-service.replicas" . | nindent 2 }}
  strategy:
    canary:
      maxUnavailable: 0
      maxSurge: 1
      trafficRouting:
        istio:
          virtualService:
            name: {{ .Name | quote }}
            routes: [reads, writes]
          destinationRule:
            name: {{ .Name | quote }}
            stableSubsetName: stable
            canarySubsetName: canary
      steps:
        {{- include "notes-service.rolloutSteps" . | nindent 8 }}
  {{- include "notes-service.workloadSpec" . | nindent 2 }}
{{- end }}
{{- end }}
