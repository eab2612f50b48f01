{{/* For a cluster without the Gateway API: no annotations of any controller. */}}
{{- define "notes-service.ingress" -}}
{{- with .Values.exposure -}}
{{- if eq .type "ingress" -}}
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  {{- include "notes-service.metadata" $ | nindent 2 }}
spec:
  ingressClassName: {{ .ingressClassName | quote }}
  tls:
    - hosts:
        {{- toYaml .hostnames | nindent 8 }}
      secretName: {{ .tlsSecretName | quote }}
  rules:
    {{- range .hostnames }}
    - host: {{ . | quote }}
      http:
        paths:
          - path: {{ $.Values.exposure.path | quote }}
            pathType: Prefix
            backend:
              service:
                name: {{ $.Name | quote }}
                port:
                  name: http
    {{- end }}
{{- end -}}
{{- end -}}
{{- end }}
