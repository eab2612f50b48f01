{{- define "notes-service.fullyQualifiedName" -}}
{{ .Name }}.{{ .Release.Namespace }}.svc.cluster.local
{{- end }}

{{/* A pod that keeps failing is left out for a while, and nobody queues for longer than it helps. */}}
{{- define "notes-service.destinationRule" -}}
{{- if eq .Values.mesh.mode "sidecar" -}}
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
spec:
  host: {{ include "notes-service.fullyQualifiedName" . }}
  trafficPolicy:
    tls:
      mode: ISTIO_MUTUAL
    connectionPool:
      tcp:
        maxConnections: 200
        connectTimeout: 2s
      http:
        http1MaxPendingRequests: 100
        http2MaxRequests: 1000
        maxRequestsPerConnection: 1000
    outlierDetection:
      consecutive5xxErrors: 5
      interval: 10s
      baseEjectionTime: 30s
      maxEjectionPercent: 50
  {{- if .Values.canary.enabled }}
  # The rollout adds the hash of the pods to each.
  subsets:
    {{- range $subset := list "stable" "canary" }}
    - name: {{ $subset }}
      labels:
        {{- include "notes-service.workloadLabels" $ | nindent 8 }}
    {{- end }}
  {{- end }}
{{- end -}}
{{- end }}
