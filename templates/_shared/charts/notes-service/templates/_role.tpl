{{/* Reading its own surroundings; nothing that could change them, and no Secrets. */}}
{{- define "notes-service.role" -}}
{{- if .Values.rbac.enabled -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
rules:
  - apiGroups: ['']
    resources: [pods, configmaps]
    verbs: [get, list]
{{- end }}
{{- end }}
