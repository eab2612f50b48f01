{{- define "notes-service.principal" -}}
{{ .trustDomain }}/ns/{{ .namespace }}/sa/{{ .name }}
{{- end }}

{{/* Who may ask for what. Identities, never addresses: an address says nothing about who holds it. */}}
{{- define "notes-service.callerRules" -}}
{{- $domain := .Values.mesh.trustDomain -}}
{{- $own := dict "trustDomain" $domain "namespace" .Release.Namespace "name" .Chart.Name -}}
- from:
    - source:
        principals: [{{ include "notes-service.principal" $own | quote }}]
  to:
    - operation:
        methods: [GET]
        paths: [/health, /ready]
{{- if ne .Values.exposure.type "none" }}
{{- $gateway := dict "trustDomain" $domain "namespace" .Values.gateway.namespace "name" .Values.gateway.serviceAccount }}
- from:
    - source:
        principals: [{{ include "notes-service.principal" $gateway | quote }}]
  to:
    - operation:
        methods: [GET, HEAD, OPTIONS, POST, PUT, PATCH, DELETE]
        paths: [{{ .Values.exposure.path | quote }}, {{ printf "%s/*" (trimSuffix "/" .Values.exposure.path) | quote }}]
{{- end }}
{{- range .Values.callers }}
- from:
    - source:
        principals: [{{ include "notes-service.principal" (merge (dict "trustDomain" $domain) .) | quote }}]
  to:
    - operation:
        methods: {{ .methods | default (list "GET" "HEAD" "POST" "PUT" "PATCH" "DELETE") | toJson }}
        paths: {{ .paths | default (list "/v1/*") | toJson }}
{{- end }}
{{- end }}

{{/* In an ambient mesh the tunnel lets in the waypoint, which judges requests, and who cannot go through it. */}}
{{- define "notes-service.transportRules" -}}
{{- $domain := .Values.mesh.trustDomain -}}
- from:
    - source:
        principals:
          - {{ include "notes-service.principal" (dict "trustDomain" $domain "namespace" .Release.Namespace "name" .Values.mesh.waypoint) | quote }}
          {{- if .Values.serviceMonitor.enabled }}
          - {{ include "notes-service.principal" (dict "trustDomain" $domain "namespace" .Values.monitoring.namespace "name" .Values.monitoring.serviceAccount) | quote }}
          {{- end }}
{{- end }}

{{- define "notes-service.authorizationPolicyOf" -}}
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
spec:
  {{- if .Targets }}
  targetRefs:
    {{- range .Targets }}
    - group: ''
      kind: Service
      name: {{ . | quote }}
    {{- end }}
  {{- else }}
  selector:
    matchLabels:
      {{- include "notes-service.workloadLabels" . | nindent 6 }}
  {{- end }}
  {{- with .Rules }}
  action: ALLOW
  rules:
    {{- . | nindent 4 }}
  {{- end }}
{{- end }}

{{/* First nobody: a policy without rules lets nothing in. Then those that are named. */}}
{{- define "notes-service.authorizationPolicy" -}}
{{- if ne .Values.mesh.mode "none" -}}
{{ include "notes-service.authorizationPolicyOf" (merge (dict "ObjectName" (printf "%s-default-deny" .Name)) .) }}
---
{{- if eq .Values.mesh.mode "sidecar" }}
{{ include "notes-service.authorizationPolicyOf" (merge (dict "Rules" (include "notes-service.callerRules" .)) .) }}
{{- else }}
{{ include "notes-service.authorizationPolicyOf" (merge (dict "ObjectName" (printf "%s-transport" .Name) "Rules" (include "notes-service.transportRules" .)) .) }}
---
{{- $targets := list .Name }}
{{- if include "notes-service.hasCanaryDeployment" . }}
{{- $targets = append $targets (printf "%s-canary" .Name) }}
{{- end }}
{{ include "notes-service.authorizationPolicyOf" (merge (dict "Targets" $targets "Rules" (include "notes-service.callerRules" .)) .) }}
{{- end }}
{{- end -}}
{{- end }}
