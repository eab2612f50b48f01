{{- define "notes-service.namespacePeer" -}}
namespaceSelector:
  matchLabels:
    kubernetes.io/metadata.name: {{ . | quote }}
{{- end }}

{{/* Who may ask for the service: the gateway when it is exposed, named callers, and its own test. */}}
{{- define "notes-service.callerPeers" -}}
{{- if ne .Values.exposure.type "none" }}
- {{ include "notes-service.namespacePeer" .Values.gateway.namespace | nindent 2 | trim }}
{{- end }}
{{- range .Values.callers }}
- {{ include "notes-service.namespacePeer" .namespace | nindent 2 | trim }}
  podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ .name | quote }}
{{- end }}
{{- if .Values.test.command }}
- podSelector:
    matchLabels:
      app.kubernetes.io/name: {{ printf "%s-test" .Name | quote }}
{{- end }}
{{- end }}

{{- define "notes-service.ingressRules" -}}
{{- $ambient := eq .Values.mesh.mode "ambient" -}}
{{- with include "notes-service.callerPeers" . | trim }}
- from:
    {{- . | nindent 4 }}
  {{- include "notes-service.servicePorts" $ | nindent 2 }}
{{- end }}
{{- if .Values.serviceMonitor.enabled }}
- from:
    - {{ include "notes-service.namespacePeer" .Values.monitoring.namespace | nindent 6 | trim }}
  {{- if eq .Values.mesh.mode "sidecar" }}
  ports:
    - port: 15020
      protocol: TCP
  {{- else }}
  {{- include "notes-service.servicePorts" . | nindent 2 }}
  {{- end }}
{{- end }}
{{- if $ambient }}
- from:
    - podSelector:
        matchLabels:
          gateway.networking.k8s.io/gateway-name: {{ .Values.mesh.waypoint | quote }}
  ports:
    - port: 15008
      protocol: TCP
# The mesh gives the probes of the kubelet this address.
- from:
    - ipBlock:
        cidr: 169.254.7.127/32
  ports:
    - port: http
      protocol: TCP
{{- end }}
{{- end }}

{{/* Between members of an ambient mesh everything travels inside HBONE, port 15008. */}}
{{- define "notes-service.servicePorts" -}}
ports:
  - port: http
    protocol: TCP
  {{- if eq .Values.mesh.mode "ambient" }}
  - port: 15008
    protocol: TCP
  {{- end }}
{{- end }}
