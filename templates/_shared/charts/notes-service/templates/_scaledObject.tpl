{{/* The credentials with which KEDA itself asks the brokers how far the consumers are behind. */}}
{{- define "notes-service.triggerAuthentication" -}}
apiVersion: keda.sh/v1alpha1
kind: TriggerAuthentication
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
spec:
  secretTargetRef:
    - parameter: username
      name: {{ .Values.kafka.credentialsSecretName | quote }}
      key: username
    - parameter: password
      name: {{ .Values.kafka.credentialsSecretName | quote }}
      key: password
{{- end }}

{{/* A consumer scales on what waits for it, and on the CPU for what people ask of it. */}}
{{- define "notes-service.scaledObject" -}}
{{- with .Values.keda -}}
{{- if .enabled -}}
{{- if $.Values.kafka.credentialsSecretName -}}
{{ include "notes-service.triggerAuthentication" $ }}
---
{{ end -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  {{- include "notes-service.metadata" $ | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: {{ include "notes-service.workloadApiVersion" $ }}
    kind: {{ include "notes-service.workloadKind" $ }}
    name: {{ $.Name | quote }}
  minReplicaCount: {{ .minReplicas }}
  maxReplicaCount: {{ .maxReplicas }}
  # What holds when the brokers cannot be asked.
  fallback:
    failureThreshold: 3
    replicas: {{ .minReplicas }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown:
          stabilizationWindowSeconds: 300
  triggers:
    - type: kafka
      metadata:
        bootstrapServers: {{ $.Values.kafka.brokers | quote }}
        consumerGroup: {{ .consumerGroup | quote }}
        topic: {{ .topic | quote }}
        lagThreshold: {{ .lagThreshold | int | quote }}
        offsetResetPolicy: earliest
        {{- if $.Values.kafka.ssl }}
        tls: enable
        {{- end }}
        {{- if $.Values.kafka.credentialsSecretName }}
        sasl: {{ $.Values.kafka.saslMechanism }}
      authenticationRef:
        name: {{ $.Name | quote }}
        {{- end }}
    - type: cpu
      metricType: Utilization
      metadata:
        value: {{ $.Values.autoscaling.cpu | quote }}
{{- end -}}
{{- end -}}
{{- end }}
