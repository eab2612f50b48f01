{{- define "notes-service.horizontalPodAutoscaler" -}}
{{- with .Values.autoscaling -}}
{{- if .enabled -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "notes-service.metadata" $ | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: {{ include "notes-service.workloadApiVersion" $ }}
    kind: {{ include "notes-service.workloadKind" $ }}
    name: {{ $.Name | quote }}
  minReplicas: {{ .minReplicas }}
  maxReplicas: {{ .maxReplicas }}
  behavior:
    scaleDown:
      stabilizationWindowSeconds: 300
  metrics:
    {{- range $resource := list "cpu" "memory" }}
    - type: Resource
      resource:
        name: {{ $resource }}
        target:
          type: Utilization
          averageUtilization: {{ get $.Values.autoscaling $resource }}
    {{- end }}
    {{- with .podsMetric }}
    {{- if .name }}
    - type: Pods
      pods:
        metric:
          name: {{ .name }}
        target:
          type: AverageValue
          averageValue: {{ .averageValue | quote }}
    {{- end }}
    {{- end }}
{{- end -}}
{{- end -}}
{{- end }}
