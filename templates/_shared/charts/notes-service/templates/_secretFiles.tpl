{{/* Secrets of the service as a list of files to mount: where, from which Secret, which keys. */}}
{{- define "notes-service.secretFiles" -}}
{{- with .Values.database }}
{{- if .enabled }}
- name: database
  secretName: {{ .secretName | default (printf "%s-postgresql" $.Chart.Name) }}
  items: [{ key: {{ .secretKey }}, path: url }]
{{- end }}
{{- end }}
{{- with .Values.cache }}
{{- if .enabled }}
- name: cache
  secretName: {{ .secretName | default (printf "%s-redis" $.Chart.Name) }}
  items: [{ key: {{ .secretKey }}, path: url }]
{{- end }}
{{- end }}
{{- with .Values.kafka }}
{{- if and .enabled .credentialsSecretName }}
- name: kafka
  secretName: {{ .credentialsSecretName }}
  items: [{ key: username, path: username }, { key: password, path: password }]
{{- end }}
{{- end }}
{{- with .Values.externalSecret }}
{{- if .enabled }}
- name: secrets
  secretName: {{ $.Chart.Name }}-secrets
  # Nothing that the service needs is in it as long as no key is named.
  optional: {{ not .keys }}
{{- end }}
{{- end }}
{{- end }}

{{- define "notes-service.secretMounts" -}}
{{- range . }}
- name: {{ .name }}
  mountPath: /etc/service/{{ .name }}
  readOnly: true
{{- end }}
{{- end }}

{{- define "notes-service.secretVolumes" -}}
{{- range . }}
- name: {{ .name }}
  secret:
    secretName: {{ .secretName | quote }}
    # 0440, written so that every parser of YAML reads the same number.
    defaultMode: 288
    {{- with .items }}
    items:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    {{- if .optional }}
    optional: true
    {{- end }}
{{- end }}
{{- end }}
