{{/*
Helm runs the migration before an install or upgrade. Argo CD heeds its own annotations instead: after the claims
(wave -5), whose Secret the job reads, and before the service (wave 0). As a PreSync hook it would wait for ever.
*/}}
{{- define "notes-service.migrationMetadata" -}}
{{ include "notes-service.metadata" . }}
annotations:
  helm.sh/hook: pre-install,pre-upgrade
  helm.sh/hook-weight: {{ .Weight | quote }}
  helm.sh/hook-delete-policy: {{ .DeletePolicy }}
  argocd.argoproj.io/hook: Sync
  argocd.argoproj.io/hook-delete-policy: BeforeHookCreation
  argocd.argoproj.io/sync-wave: {{ .Wave | quote }}
{{- end }}

{{- define "notes-service.migrationServiceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "notes-service.migrationMetadata" . | nindent 2 }}
automountServiceAccountToken: false
{{- end }}

{{- define "notes-service.migrationNetworkPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "notes-service.migrationMetadata" . | nindent 2 }}
spec:
  podSelector:
    matchLabels:
      {{- include "notes-service.workloadLabels" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress: []
  egress:
    {{- include "notes-service.dnsEgress" . | nindent 4 }}
    {{- include "notes-service.storeEgress" .Values.database | nindent 4 }}
{{- end }}

{{- define "notes-service.migrationJob" -}}
{{- $files := list -}}
{{- range fromYamlArray (include "notes-service.secretFiles" .) -}}
{{- if eq .name "database" -}}
{{- $files = append $files . -}}
{{- end -}}
{{- end -}}
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "notes-service.migrationMetadata" . | nindent 2 }}
spec:
  backoffLimit: 3
  activeDeadlineSeconds: {{ .Values.migration.timeoutSeconds }}
  # A failed one stays for a day, so that somebody can read why.
  ttlSecondsAfterFinished: 86400
  template:
    metadata:
      # Not the labels by which the Service finds its pods.
      labels:
        {{- include "notes-service.labels" . | nindent 8 }}
        {{- if eq .Values.mesh.mode "sidecar" }}
        # Databases are no part of the mesh.
        sidecar.istio.io/inject: 'false'
        {{- else if eq .Values.mesh.mode "ambient" }}
        istio.io/dataplane-mode: none
        {{- end }}
    spec:
      serviceAccountName: {{ .Name | quote }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      restartPolicy: Never
      securityContext:
        {{- include "notes-service.podSecurityContext" . | nindent 8 }}
      containers:
        - name: migrate
          image: {{ include "notes-service.image" . }}
          imagePullPolicy: Always
          command: {{ .Values.migration.command | toJson }}
          env:
            - name: LOG_LEVEL
              value: {{ .Values.config.LOG_LEVEL | quote }}
            - name: DATABASE_URL_FILE
              value: /etc/service/database/url
          resources:
            {{- include "notes-service.resources" . | nindent 12 }}
          securityContext:
            {{- include "notes-service.securityContext" . | nindent 12 }}
          volumeMounts:
            - name: tmp
              mountPath: /tmp
            {{- include "notes-service.secretMounts" $files | nindent 12 }}
      volumes:
        - name: tmp
          emptyDir:
            sizeLimit: 32Mi
        {{- include "notes-service.secretVolumes" $files | nindent 8 }}
{{- end }}

{{- define "notes-service.migration" -}}
{{- if .Values.migration.enabled -}}
{{- $name := printf "%s-migrate" .Name -}}
{{- $context := merge (dict "Name" $name "ObjectName" $name "Component" "migration") . -}}
{{- $before := merge (dict "Weight" "-10" "Wave" "-3" "DeletePolicy" "before-hook-creation") $context -}}
{{ include "notes-service.migrationServiceAccount" $before }}
---
{{ include "notes-service.migrationNetworkPolicy" $before }}
---
{{ include "notes-service.migrationJob" (merge (dict "Weight" "-5" "Wave" "-2" "DeletePolicy" "before-hook-creation,hook-succeeded") $context) }}
{{- end -}}
{{- end }}
