{{/* The environment of the service. Nothing in it is secret: a name that ends in _FILE says where a secret lies. */}}
{{- define "notes-service.environment" -}}
PORT: {{ .Values.port | quote }}
SERVICE_VERSION: {{ include "notes-service.version" . | quote }}
# The pause before the stop signal already keeps new requests away.
SHUTDOWN_DELAY_MS: '0'
JWT_ISSUER: {{ .Values.auth.issuer | quote }}
JWT_AUDIENCE: {{ .Values.auth.audience | default .Name | quote }}
JWT_JWKS_URL: {{ .Values.auth.jwksUrl | quote }}
OTEL_SERVICE_NAME: {{ .Name | quote }}
OTEL_EXPORTER_OTLP_ENDPOINT: {{ .Values.telemetry.endpoint | quote }}
{{- if .Values.database.enabled }}
DATABASE_URL_FILE: /etc/service/database/url
DATABASE_POOL_SIZE: {{ .Values.database.poolSize | quote }}
{{- end }}
{{- if .Values.cache.enabled }}
REDIS_URL_FILE: /etc/service/cache/url
CACHE_TTL_SECONDS: {{ .Values.cache.ttlSeconds | quote }}
{{- end }}
{{- if .Values.kafka.enabled }}
KAFKA_BROKERS: {{ .Values.kafka.brokers | quote }}
KAFKA_SSL: {{ .Values.kafka.ssl | quote }}
{{- if .Values.kafka.credentialsSecretName }}
KAFKA_SASL_USERNAME_FILE: /etc/service/kafka/username
KAFKA_SASL_PASSWORD_FILE: /etc/service/kafka/password
{{- end }}
{{- end }}
{{- if .Values.externalSecret.enabled }}
{{- range .Values.externalSecret.keys }}
{{ .name }}_FILE: /etc/service/secrets/{{ .name }}
{{- end }}
{{- end }}
{{- /* As JSON, because a number of a million would become 1e+06 as text. */}}
{{- range $name, $value := .Values.config }}
{{ $name }}: {{ kindIs "string" $value | ternary $value (toJson $value) | quote }}
{{- end }}
{{- end }}

{{- define "notes-service.configMap" -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
data:
  {{- include "notes-service.environment" . | nindent 2 }}
{{- end }}
