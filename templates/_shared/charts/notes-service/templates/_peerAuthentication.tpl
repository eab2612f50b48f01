{{- define "notes-service.peerAuthentication" -}}
{{- if ne .Values.mesh.mode "none" -}}
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  {{- include "notes-service.metadata" . | nindent 2 }}
spec:
  selector:
    matchLabels:
      {{- include "notes-service.workloadLabels" . | nindent 6 }}
  mtls:
    mode: STRICT
{{- end -}}
{{- end }}
