{{- define "notes-service.container" -}}
- name: service
  image: {{ include "notes-service.image" . }}
  imagePullPolicy: Always
  ports:
    - name: http
      containerPort: {{ .Values.port }}
      protocol: TCP
  envFrom:
    - configMapRef:
        name: {{ .Name | quote }}
  env:
    - name: POD_NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    - name: OTEL_RESOURCE_ATTRIBUTES
      value: {{ include "notes-service.resourceAttributes" . | quote }}
  {{- include "notes-service.probes" . | nindent 2 }}
  # Endpoints take a moment to forget a pod; until then it still answers. The image has no shell to sleep with.
  lifecycle:
    preStop:
      sleep:
        seconds: 5
  resources:
    {{- include "notes-service.resources" . | nindent 4 }}
  securityContext:
    {{- include "notes-service.securityContext" . | nindent 4 }}
  volumeMounts:
    - name: tmp
      mountPath: /tmp
    {{- include "notes-service.secretMounts" (fromYamlArray (include "notes-service.secretFiles" .)) | nindent 4 }}
{{- end }}

{{/* Only readiness asks for dependencies: restarting a service does not repair its database. */}}
{{- define "notes-service.probes" -}}
startupProbe:
  httpGet:
    path: /health
    port: http
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 30
livenessProbe:
  httpGet:
    path: /health
    port: http
  periodSeconds: 10
  timeoutSeconds: 3
  failureThreshold: 3
readinessProbe:
  httpGet:
    path: /ready
    port: http
  periodSeconds: 5
  timeoutSeconds: 3
  failureThreshold: 2
{{- end }}
