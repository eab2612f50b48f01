{{- define "notes-service.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
  {{- if eq .Values.identity.type "irsa" }}
  annotations:
    eks.amazonaws.com/role-arn: {{ .Values.identity.roleArn | quote }}
    eks.amazonaws.com/sts-regional-endpoints: 'true'
  {{- end }}
automountServiceAccountToken: {{ .Values.rbac.enabled }}
{{- end }}
