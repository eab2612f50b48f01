{{/* For a service that speaks TLS itself: what the gateway checks its certificate against. */}}
{{- define "notes-service.backendTLSPolicy" -}}
{{- with .Values.exposure.backendTLS -}}
{{- if .enabled -}}
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata:
  {{- include "notes-service.metadata" $ | nindent 2 }}
spec:
  targetRefs:
    - group: ''
      kind: Service
      name: {{ $.Name | quote }}
      sectionName: http
  validation:
    hostname: {{ .hostname | quote }}
    caCertificateRefs:
      - group: ''
        kind: ConfigMap
        name: {{ .caConfigMap | quote }}
{{- end -}}
{{- end -}}
{{- end }}
