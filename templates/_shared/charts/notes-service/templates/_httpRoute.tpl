{{/* From the gateway of the platform to the service; the team owns the route, not the gateway. */}}
{{- define "notes-service.httpRoute" -}}
{{- with .Values.exposure -}}
{{- if eq .type "httproute" -}}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  {{- include "notes-service.metadata" $ | nindent 2 }}
spec:
  parentRefs:
    - name: {{ $.Values.gateway.name | quote }}
      namespace: {{ $.Values.gateway.namespace | quote }}
      sectionName: https
  hostnames:
    {{- toYaml .hostnames | nindent 4 }}
  rules:
    - matches:
        - path:
            type: PathPrefix
            value: {{ .path | quote }}
      timeouts:
        request: {{ .timeout }}
      backendRefs:
        {{- include "notes-service.backendRefs" $ | nindent 8 }}
{{- end -}}
{{- end -}}
{{- end }}

{{/* From neighbours in an ambient mesh: the waypoint shares their requests out by weight. */}}
{{- define "notes-service.meshRoute" -}}
{{- if and .Values.canary.enabled (eq .Values.mesh.mode "ambient") -}}
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata:
  {{- include "notes-service.metadata" (merge (dict "ObjectName" (printf "%s-mesh" .Name)) .) | nindent 2 }}
spec:
  parentRefs:
    - group: ''
      kind: Service
      name: {{ .Name | quote }}
      port: 80
  rules:
    - timeouts:
        request: {{ .Values.mesh.timeout }}
      backendRefs:
        {{- include "notes-service.backendRefs" . | nindent 8 }}
{{- end -}}
{{- end }}
