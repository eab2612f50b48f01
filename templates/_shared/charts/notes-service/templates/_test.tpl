{{- define "notes-service.testAnnotations" -}}
helm.sh/hook: test
helm.sh/hook-weight: {{ . | quote }}
helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded
{{- end }}

{{- define "notes-service.testNetworkPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
  annotations:
    {{- include "notes-service.testAnnotations" "-5" | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "notes-service.workloadLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress: []
  egress:
    {{- include "notes-service.dnsEgress" . | nindent 4 }}
    - to:
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: {{ .Chart.Name | quote }}
      ports:
        - port: {{ .Values.port }}
          protocol: TCP
    {{- with include "notes-service.meshEgress" . | trim }}
    {{- . | nindent 4 }}
    {{- end }}
{{- end }}

{{/* It runs as the service itself, the identity that a mesh lets ask for the probes. */}}
{{- define "notes-service.testPod" -}}
apiVersion: v1
kind: Pod
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
    {{- include "notes-service.meshPodLabels" . | nindent 4 }}
  annotations:
    {{- include "notes-service.testAnnotations" "0" | nindent 4 }}
spec:
  serviceAccountName: {{ .Chart.Name | quote }}
  automountServiceAccountToken: false
  enableServiceLinks: false
  restartPolicy: Never
  securityContext:
    {{- include "notes-service.podSecurityContext" . | nindent 4 }}
  containers:
    - name: test
      image: {{ include "notes-service.image" . }}
      imagePullPolicy: Always
      command: {{ append .Values.test.command (printf "http://%s/ready" .Chart.Name) | toJson }}
      resources:
        {{- include "notes-service.resources" . | nindent 8 }}
      securityContext:
        {{- include "notes-service.securityContext" . | nindent 8 }}
{{- end }}

{{- define "notes-service.test" -}}
{{- if .Values.test.command -}}
{{- $name := printf "%s-test" .Name -}}
{{- $context := merge (dict "Name" $name "ObjectName" $name "Component" "test") . -}}
{{ include "notes-service.testNetworkPolicy" $context }}
---
{{ include "notes-service.testPod" $context }}
{{- end -}}
{{- end }}
