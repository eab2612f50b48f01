{{- define "notes-service.dnsEgress" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end }}

{{- define "notes-service.cidrEgress" -}}
- to:
    - ipBlock:
        cidr: {{ .cidr }}
  ports:
    {{- range .ports }}
    - port: {{ . }}
      protocol: TCP
    {{- end }}
{{- end }}

{{- define "notes-service.namespaceEgress" -}}
- to:
    - {{ include "notes-service.namespacePeer" .namespace | nindent 6 | trim }}
      {{- with .name }}
      podSelector:
        matchLabels:
          app.kubernetes.io/name: {{ . | quote }}
      {{- end }}
  ports:
    {{- range .ports }}
    - port: {{ . }}
      protocol: TCP
    {{- end }}
{{- end }}

{{/* A store is managed by the cloud, or it is a pod of the operator in the namespace of the claim. */}}
{{- define "notes-service.storeEgress" -}}
- to:
    - ipBlock:
        cidr: {{ .egressCidr }}
    - podSelector: {}
  ports:
    - port: {{ .port }}
      protocol: TCP
{{- end }}

{{- define "notes-service.portOfUrl" -}}
{{- $url := urlParse . -}}
{{- if contains ":" $url.host -}}
{{ last (splitList ":" $url.host) }}
{{- else -}}
{{ ternary "443" "80" (eq $url.scheme "https") }}
{{- end -}}
{{- end }}

{{- define "notes-service.dependencyEgress" -}}
{{ include "notes-service.namespaceEgress" (dict "namespace" .Values.telemetry.namespace "ports" (list 4317 4318)) }}
{{ include "notes-service.cidrEgress" (dict "cidr" .Values.auth.egressCidr "ports" (list (include "notes-service.portOfUrl" .Values.auth.jwksUrl))) }}
{{- if .Values.database.enabled }}
{{ include "notes-service.storeEgress" .Values.database }}
{{- end }}
{{- if .Values.cache.enabled }}
{{ include "notes-service.storeEgress" .Values.cache }}
{{- end }}
{{- if .Values.kafka.enabled }}
{{- $ports := list }}
{{- range splitList "," .Values.kafka.brokers }}
{{- $ports = append $ports (last (splitList ":" .)) }}
{{- end }}
{{ include "notes-service.namespaceEgress" (dict "namespace" .Values.kafka.namespace "ports" (uniq $ports)) }}
{{- end }}
{{- if eq .Values.identity.type "irsa" }}
{{ include "notes-service.cidrEgress" (dict "cidr" .Values.identity.egressCidr "ports" (list 443)) }}
{{- else if eq .Values.identity.type "pod-identity" }}
{{ include "notes-service.cidrEgress" (dict "cidr" "169.254.170.23/32" "ports" (list 80)) }}
{{ include "notes-service.cidrEgress" (dict "cidr" .Values.identity.egressCidr "ports" (list 443)) }}
{{- end }}
{{- if .Values.rbac.enabled }}
{{ include "notes-service.cidrEgress" (dict "cidr" .Values.rbac.egressCidr "ports" (list 443 6443)) }}
{{- end }}
{{- range .Values.egress }}
{{- if .cidr }}
{{ include "notes-service.cidrEgress" (dict "cidr" .cidr "ports" (list .port)) }}
{{- else }}
{{ include "notes-service.namespaceEgress" (dict "namespace" .namespace "name" .name "ports" (list .port)) }}
{{- end }}
{{- end }}
{{- end }}

{{/* The control plane of the sidecars, or the tunnel to the neighbours and to every namespace that is named. */}}
{{- define "notes-service.meshEgress" -}}
{{- if eq .Values.mesh.mode "sidecar" -}}
{{ include "notes-service.namespaceEgress" (dict "namespace" "istio-system" "ports" (list 15012)) }}
{{- else if eq .Values.mesh.mode "ambient" -}}
- to:
    - podSelector: {}
    {{- range .Values.egress }}
    {{- if .namespace }}
    - {{ include "notes-service.namespacePeer" .namespace | nindent 6 | trim }}
    {{- end }}
    {{- end }}
  ports:
    - port: 15008
      protocol: TCP
{{- end -}}
{{- end }}
