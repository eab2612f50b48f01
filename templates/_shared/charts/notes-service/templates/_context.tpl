{{/*
What every template of this library receives: the values laid over the defaults, and who the object is.
"Name" and "Component" differ for the migration and the test, "Instance" for a canary; "ObjectName" is what the
object itself is called.
*/}}
{{- define "notes-service.all" -}}
{{- $values := fromYaml (include "notes-service.defaults" .) -}}
{{- include "notes-service.merge" (list $values (omit .Values "global" "notes-service")) -}}
{{- $context := dict "Chart" .Chart "Release" .Release "Capabilities" .Capabilities "Values" $values -}}
{{- $_ := set $context "Name" .Chart.Name -}}
{{- $_ := set $context "ObjectName" .Chart.Name -}}
{{- $_ := set $context "Instance" .Release.Name -}}
{{- $_ := set $context "Component" "service" -}}
{{- include "notes-service.validate" $context -}}
{{- range $kind := splitList " " (include "notes-service.kinds" $context) -}}
{{- $object := include (printf "notes-service.%s" $kind) $context | trim -}}
{{- if $object }}
---
{{/* A part that is not asked for leaves no line behind. */}}
{{- regexReplaceAll `\n(\s*\n)+` $object "\n" }}
{{- end -}}
{{- end -}}
{{- end }}

{{/* Each of these decides by itself whether the values ask for it. */}}
{{- define "notes-service.kinds" -}}
serviceAccount role roleBinding configMap externalSecret migration service deployment rollout canary analysisTemplate horizontalPodAutoscaler scaledObject podDisruptionBudget networkPolicy httpRoute meshRoute ingress backendTLSPolicy serviceMonitor peerAuthentication authorizationPolicy destinationRule virtualService test
{{- end }}
