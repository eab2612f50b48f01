{{/* In an ambient mesh a canary is a second Deployment and Service, there as long as a digest is being tried. */}}
{{- define "notes-service.hasCanaryDeployment" -}}
{{- if and .Values.canary.enabled (eq .Values.mesh.mode "ambient") .Values.canary.digest -}}
true
{{- end -}}
{{- end }}

{{- define "notes-service.canaryWeight" -}}
{{ index (splitList " " (include "notes-service.canaryWeights" .)) (sub (int .Values.canary.step) 1) }}
{{- end }}

{{- define "notes-service.canary" -}}
{{- if include "notes-service.hasCanaryDeployment" . -}}
{{- $values := deepCopy .Values -}}
{{- $_ := set $values.image "digest" .Values.canary.digest -}}
{{- $context := merge (dict "Values" $values "Instance" (printf "%s-canary" .Instance) "ObjectName" (printf "%s-canary" .Name)) . -}}
{{ include "notes-service.service" $context }}
---
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "notes-service.workloadMetadata" $context | nindent 2 }}
spec:
  replicas: {{ .Values.canary.replicas }}
  {{- include "notes-service.deploymentStrategy" $context | nindent 2 }}
  {{- include "notes-service.workloadSpec" $context | nindent 2 }}
{{- end }}
{{- end }}

{{/* Where a route sends requests: to the service, or to both by weight while a canary runs. */}}
{{- define "notes-service.backendRefs" -}}
{{- if include "notes-service.hasCanaryDeployment" . -}}
{{- $weight := int (include "notes-service.canaryWeight" .) -}}
- name: {{ .Name | quote }}
  port: 80
  weight: {{ sub 100 $weight }}
- name: {{ printf "%s-canary" .Name | quote }}
  port: 80
  weight: {{ $weight }}
{{- else -}}
- name: {{ .Name | quote }}
  port: 80
{{- end -}}
{{- end }}
