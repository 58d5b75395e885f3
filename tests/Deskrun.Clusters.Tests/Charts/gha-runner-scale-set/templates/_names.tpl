{{- define "set.name" -}}
{{ .Values.runnerScaleSetName | default .Release.Name }}
{{- end }}

{{- define "set.labels" -}}
app.kubernetes.io/name: {{ include "set.name" . }}
app.kubernetes.io/instance: {{ include "set.name" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/part-of: gha-rs
actions.github.com/scale-set-name: {{ include "set.name" . }}
actions.github.com/scale-set-namespace: {{ .Release.Namespace }}
{{- range $key, $value := .Values.labels }}
{{ $key }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "set.secret" -}}
{{- if kindIs "string" .Values.githubConfigSecret -}}
{{ .Values.githubConfigSecret }}
{{- else -}}
{{ include "set.name" . }}-gha-rs-github-secret
{{- end }}
{{- end }}
