{{/* Names and labels. */}}

{{- define "postroom.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{- define "postroom.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "postroom.name" . -}}
{{- if contains $name .Release.Name -}}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{- else -}}{{ printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" }}{{- end -}}
{{- end -}}
{{- end -}}

{{/* Each key once: those that find pods before commonLabels, and these before the chart's others. */}}
{{- define "postroom.labels" -}}
{{- $others := dict "app.kubernetes.io/version" .Chart.AppVersion "app.kubernetes.io/part-of" "postroom" "app.kubernetes.io/managed-by" .Release.Service "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_") -}}
{{- toYaml (merge (include "postroom.selectorLabels" . | fromYaml) .Values.commonLabels $others) -}}
{{- end -}}

{{/* Never changed: selectors of Deployments and StatefulSets cannot be. */}}
{{- define "postroom.selectorLabels" -}}
app.kubernetes.io/name: {{ include "postroom.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{/* Metadata of an object: root, name (behind the full name), component, labels, annotations. */}}
{{- define "postroom.metadata" -}}
{{- $root := .root -}}
name: {{ include "postroom.fullname" $root }}{{ with .name }}-{{ . }}{{ end }}
namespace: {{ .namespace | default $root.Release.Namespace }}
{{- $labels := include "postroom.selectorLabels" $root | fromYaml -}}
{{- with .component -}}{{- $_ := set $labels "app.kubernetes.io/component" . -}}{{- end }}
labels:
  {{- toYaml (merge $labels (.labels | default dict) (include "postroom.labels" $root | fromYaml)) | nindent 2 }}
{{- $annotations := merge (dict) (.annotations | default dict) ($root.Values.commonAnnotations | default dict) -}}
{{- with $annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "postroom.image" -}}
{{- $values := .root.Values.image -}}
{{- $path := printf "%s/%s" $values.registry .image.name -}}
{{- if .image.digest -}}
{{ $path }}@{{ .image.digest }}
{{- else -}}
{{ $path }}:{{ .image.tag | default $values.tag | default .root.Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "postroom.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{ .Values.serviceAccount.name | default (include "postroom.fullname" .) }}
{{- else -}}
{{ .Values.serviceAccount.name | default "default" }}
{{- end -}}
{{- end -}}

{{/* Components by their key in the values: the name in names, and the channel of a worker. */}}
{{- define "postroom.components" -}}
ingest: {name: ingest, kind: StatefulSet}
smsWorker: {name: sms-worker, kind: Deployment, channel: sms}
emailWorker: {name: email-worker, kind: Deployment, channel: email}
letterWorker: {name: letter-worker, kind: Deployment, channel: letter}
staffWeb: {name: staff-web, kind: Deployment}
{{- end -}}

{{/* The name of the port at which a component, given by its key, answers probes and tells its meters. Of the pages, browsers reach
another one: meters are not theirs to see. */}}
{{- define "postroom.managementPort" -}}
{{- ternary "management" "http" (eq . "staffWeb") -}}
{{- end -}}

{{/* Seconds of a duration such as 35s or 2m. */}}
{{- define "postroom.seconds" -}}
{{- if hasSuffix "m" . -}}{{ mul 60 (trimSuffix "m" .) }}{{- else -}}{{ trimSuffix "s" . }}{{- end -}}
{{- end -}}
