{{/* Nothing comes in and nothing goes out but what is named here. */}}
{{- define "notes-service.networkPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "notes-service.workloadLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- $ingress := include "notes-service.ingressRules" . | trim }}
  {{- if $ingress }}
  ingress:
    {{- $ingress | nindent 4 }}
  {{- else }}
  ingress: []
  {{- end }}
  egress:
    {{- include "notes-service.dnsEgress" . | nindent 4 }}
    {{- include "notes-service.dependencyEgress" . | trim | nindent 4 }}
    {{- with include "notes-service.meshEgress" . | trim }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end }}
