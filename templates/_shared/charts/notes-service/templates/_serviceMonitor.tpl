{{- define "notes-service.serviceMonitor" -}}
{{- if .Values.serviceMonitor.enabled -}}
{{- $sidecar := eq .Values.mesh.mode "sidecar" -}}
apiVersion: monitoring.coreos.com/v1
kind: ServiceMonitor
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
spec:
  selector:
    matchLabels:
      {{- include "notes-service.workloadLabels" . | nindent 6 }}
  # Bounds, so that one service with too many series does not take the monitoring of all down.
  sampleLimit: 5000
  labelLimit: 30
  endpoints:
    - port: {{ ternary "http-telemetry" "http" $sidecar }}
      path: {{ ternary "/stats/prometheus" "/metrics" $sidecar }}
      interval: 30s
      scrapeTimeout: 10s
{{- end -}}
{{- end }}
