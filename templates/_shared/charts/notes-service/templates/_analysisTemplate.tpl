{{/* The requests that the canary answered; its pods carry the hash of their template in their names. */}}
{{- define "notes-service.canarySeries" -}}
service="{{ .Name }}",namespace="{{ .Release.Namespace }}",pod=~"{{ .Name }}-{{ "{{args.canary-hash}}" }}-.*"
{{- end }}

{{/* No requests prove nothing: such a measurement is neither passed nor failed, and only those stop the rollout. */}}
{{- define "notes-service.analysisMetric" -}}
- name: {{ .metric }}
  initialDelay: 2m
  interval: 1m
  count: 5
  failureLimit: 1
  inconclusiveLimit: 4
  successCondition: len(result) > 0 && !isNaN(result[0]) && result[0] <= {{ .limit }}
  failureCondition: len(result) > 0 && !isNaN(result[0]) && result[0] > {{ .limit }}
  provider:
    prometheus:
      address: {{ .Values.canary.prometheusUrl | quote }}
      query: |
        {{- .query | nindent 8 }}
{{- end }}

{{- define "notes-service.analysisTemplate" -}}
{{- if eq (include "notes-service.workloadKind" .) "Rollout" -}}
{{- $series := include "notes-service.canarySeries" . -}}
{{- $errors := printf "sum(rate(http_server_request_duration_seconds_count{%s,http_response_status_code=~\"5..\"}[5m]))" $series -}}
{{- $all := printf "sum(rate(http_server_request_duration_seconds_count{%s}[5m]))" $series -}}
{{- $buckets := printf "sum by (le) (rate(http_server_request_duration_seconds_bucket{%s}[5m]))" $series -}}
apiVersion: argoproj.io/v1alpha1
kind: AnalysisTemplate
metadata:
  {{- include "notes-service.metadata" (merge (dict "ObjectName" (printf "%s-slo" .Name)) .) | nindent 2 }}
spec:
  args:
    - name: canary-hash
  metrics:
    {{- $metric := dict "metric" "error-ratio" "limit" .Values.canary.maxErrorRatio "query" (printf "(%s or vector(0))\n/\n%s" $errors $all) }}
    {{- include "notes-service.analysisMetric" (merge $metric .) | nindent 4 }}
    {{- $metric = dict "metric" "latency-p99" "limit" .Values.canary.maxLatencySeconds "query" (printf "histogram_quantile(0.99, %s)" $buckets) }}
    {{- include "notes-service.analysisMetric" (merge $metric .) | nindent 4 }}
{{- end }}
{{- end }}
