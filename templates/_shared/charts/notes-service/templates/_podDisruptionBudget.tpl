{{- define "notes-service.podDisruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
spec:
  maxUnavailable: 1
  # A pod that is broken anyway must not hold up the drain of its node.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "notes-service.workloadLabels" . | nindent 6 }}
{{- end }}
