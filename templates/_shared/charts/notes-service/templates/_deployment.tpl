{{- define "notes-service.deploymentStrategy" -}}
strategy:
  type: RollingUpdate
  rollingUpdate:
    maxUnavailable: 0
    maxSurge: 1
{{- end }}

{{- define "notes-service.deployment" -}}
{{- if eq (include "notes-service.workloadKind" .) "Deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "notes-service.workloadMetadata" . | nindent 2 }}
spec:
  {{- include "notes-service.replicas" . | nindent 2 }}
  {{- include "notes-service.deploymentStrategy" . | nindent 2 }}
  {{- include "notes-service.workloadSpec" . | nindent 2 }}
{{- end }}
{{- end }}
