{{/* What no schema can see: it reads the values that were given, these look at the values that hold. */}}
{{- define "notes-service.validate" -}}
{{- $values := .Values -}}
{{- if not (regexMatch "^sha256:[a-f0-9]{64}$" $values.image.digest) -}}
{{- fail (printf "image.digest: %q is no digest, expected sha256: and 64 hexadecimal digits" $values.image.digest) -}}
{{- end -}}
{{- if and $values.keda.enabled $values.autoscaling.enabled -}}
{{- fail "keda.enabled and autoscaling.enabled: both are true, expected one of them, because two scalers fight over the replicas" -}}
{{- end -}}
{{- range $scaler := list "autoscaling" "keda" -}}
{{- with get $values $scaler -}}
{{- if and .enabled (gt (int .minReplicas) (int .maxReplicas)) -}}
{{- fail (printf "%s.minReplicas: %d is more than %s.maxReplicas %d" $scaler (int .minReplicas) $scaler (int .maxReplicas)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- with $values.canary -}}
{{- if .enabled -}}
{{- if eq $values.mesh.mode "none" -}}
{{- fail "canary.enabled: true needs a mesh that shifts traffic, expected mesh.mode to be sidecar or ambient" -}}
{{- end -}}
{{- $weights := splitList " " (include "notes-service.canaryWeights" $) -}}
{{- if gt (int .step) (len $weights) -}}
{{- fail (printf "canary.step: %d, but canary.steps %s has %d" (int .step) .steps (len $weights)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}
