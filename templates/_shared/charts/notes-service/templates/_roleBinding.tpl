{{- define "notes-service.roleBinding" -}}
{{- if .Values.rbac.enabled -}}
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: {{ .Name | quote }}
subjects:
  - kind: ServiceAccount
    name: {{ .Name | quote }}
    namespace: {{ .Release.Namespace | quote }}
{{- end }}
{{- end }}
