{{/* The restricted Pod Security Standard, and a root file system that nobody writes to. */}}
{{- define "notes-service.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "notes-service.securityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "notes-service.image" -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- end }}

{{/* A limit of the CPU that is empty is no limit. */}}
{{- define "notes-service.resources" -}}
{{- $limits := .Values.resources.limits -}}
{{- if not $limits.cpu -}}
{{- $limits = omit $limits "cpu" -}}
{{- end -}}
requests:
  {{- toYaml .Values.resources.requests | nindent 2 }}
limits:
  {{- toYaml $limits | nindent 2 }}
{{- end }}
