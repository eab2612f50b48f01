{{/* Requests from the edge are only those below the published path; those of the mesh are judged by identity. */}}
{{- define "notes-service.routeMatch" -}}
{{- $exposure := .Values.exposure -}}
{{- $edge := eq $exposure.type "virtualservice" -}}
{{- $reads := eq .Route "reads" -}}
{{- if or $reads $edge }}
match:
  - gateways: [mesh]
    {{- if $reads }}
    method:
      regex: GET|HEAD|OPTIONS
    {{- end }}
  {{- if $edge }}
  - gateways: [{{ printf "%s/%s" .Values.gateway.namespace .Values.gateway.name | quote }}]
    uri:
      prefix: {{ $exposure.path | quote }}
    {{- if $reads }}
    method:
      regex: GET|HEAD|OPTIONS
    {{- end }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "notes-service.routeDestinations" -}}
{{- $host := include "notes-service.fullyQualifiedName" . -}}
route:
  {{- if .Values.canary.enabled }}
  - destination:
      host: {{ $host }}
      subset: stable
    weight: 100
  - destination:
      host: {{ $host }}
      subset: canary
    weight: 0
  {{- else }}
  - destination:
      host: {{ $host }}
  {{- end }}
{{- end }}

{{/* Only what may be repeated is repeated: attempts 0 stands for the two that the mesh makes by itself. */}}
{{- define "notes-service.virtualService" -}}
{{- if eq .Values.mesh.mode "sidecar" -}}
{{- $edge := eq .Values.exposure.type "virtualservice" -}}
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
spec:
  hosts:
    - {{ include "notes-service.fullyQualifiedName" . }}
    {{- if $edge }}
    {{- toYaml .Values.exposure.hostnames | nindent 4 }}
    {{- end }}
  gateways:
    - mesh
    {{- if $edge }}
    - {{ printf "%s/%s" .Values.gateway.namespace .Values.gateway.name | quote }}
    {{- end }}
  http:
    {{- range $route := list "reads" "writes" }}
    - name: {{ $route }}
      {{- include "notes-service.routeMatch" (merge (dict "Route" $route) $) | nindent 6 }}
      {{- include "notes-service.routeDestinations" $ | nindent 6 }}
      timeout: {{ $.Values.mesh.timeout }}
      retries:
        {{- if eq $route "reads" }}
        attempts: 2
        retryOn: connect-failure,refused-stream,unavailable
        {{- else }}
        attempts: 0
        {{- end }}
    {{- end }}
{{- end -}}
{{- end }}
