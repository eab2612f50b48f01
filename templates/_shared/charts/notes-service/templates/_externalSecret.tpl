{{/* One path for each environment, so that a role of development never reads what production uses. */}}
{{- define "notes-service.externalSecretPath" -}}
{{ .Values.externalSecret.path }}/{{ .Values.labels.environment }}
{{- end }}

{{- define "notes-service.externalSecret" -}}
{{- with .Values.externalSecret -}}
{{- if .enabled -}}
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  {{- include "notes-service.metadata" $ | nindent 2 }}
spec:
  refreshInterval: {{ .refreshInterval }}
  secretStoreRef:
    kind: ClusterSecretStore
    name: {{ .store | quote }}
  target:
    name: {{ $.Name }}-secrets
    creationPolicy: Owner
    deletionPolicy: Retain
  {{- if .keys }}
  data:
    {{- range .keys }}
    - secretKey: {{ .name }}
      remoteRef:
        key: {{ include "notes-service.externalSecretPath" $ }}
        property: {{ .property | default .name | quote }}
    {{- end }}
  {{- else }}
  dataFrom:
    - extract:
        key: {{ include "notes-service.externalSecretPath" $ }}
  {{- end }}
{{- end -}}
{{- end -}}
{{- end }}
