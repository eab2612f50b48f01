{{/* Zones are preferred by a name that Kubernetes 1.35 introduced; before that the same thing was PreferClose. */}}
{{- define "notes-service.trafficDistribution" -}}
{{ ternary "PreferSameZone" "PreferClose" (semverCompare ">=1.35.0-0" .Capabilities.KubeVersion.Version) }}
{{- end }}

{{- define "notes-service.service" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
    {{- if eq .Values.mesh.mode "ambient" }}
    istio.io/use-waypoint: {{ .Values.mesh.waypoint | quote }}
    istio.io/ingress-use-waypoint: 'true'
    {{- end }}
spec:
  type: ClusterIP
  trafficDistribution: {{ include "notes-service.trafficDistribution" . }}
  selector:
    {{- include "notes-service.selectorLabels" . | nindent 4 }}
  ports:
    - name: http
      port: 80
      targetPort: http
      protocol: TCP
      appProtocol: http
    {{- if eq .Values.mesh.mode "sidecar" }}
    # The sidecar joins its metrics with those of the service, outside of mutual TLS.
    - name: http-telemetry
      port: 15020
      targetPort: 15020
      protocol: TCP
      appProtocol: http
    {{- end }}
{{- end }}
