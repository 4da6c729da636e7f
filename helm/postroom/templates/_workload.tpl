{{/* The one template of every Deployment and StatefulSet: root, key, name, kind, channel. */}}
{{- define "postroom.workload" -}}
{{- $root := .root -}}
{{- $v := $root.Values -}}
{{- $own := index $v .key -}}
{{- $config := include "postroom.applicationYaml" . -}}
{{- $sources := include "postroom.secretSources" . | fromYamlArray -}}
{{- $rules := has .key (list "ingest" "staffWeb") -}}
---
apiVersion: apps/v1
kind: {{ .kind }}
metadata:
  {{- include "postroom.metadata" (dict "root" $root "name" .name "component" .name) | nindent 2 }}
spec:
  {{- if eq $own.autoscaling.type "none" }}
  replicas: {{ $own.replicaCount }}
  {{- end }}
  selector:
    matchLabels:
      {{- include "postroom.selectorLabels" $root | nindent 6 }}
      app.kubernetes.io/component: {{ .name }}
  {{- if eq .kind "StatefulSet" }}
  serviceName: {{ include "postroom.fullname" $root }}-{{ .name }}
  podManagementPolicy: Parallel
  {{- else }}
  strategy:
    type: RollingUpdate
    rollingUpdate: {maxSurge: 1, maxUnavailable: 0}
  {{- end }}
  template:
    metadata:
      labels:
        {{- toYaml (merge (dict "app.kubernetes.io/component" .name) (include "postroom.selectorLabels" $root | fromYaml) $own.podLabels $v.commonLabels) | nindent 8 }}
      annotations:
        checksum/config: {{ sha256sum $config }}
        {{- if and $rules $v.rules.files }}
        checksum/rules: {{ toYaml $v.rules.files | sha256sum }}
        {{- end }}
        {{- with $own.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "postroom.serviceAccountName" $root }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with $v.imagePullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      securityContext:
        {{- include "postroom.podSecurityContext" $root | nindent 8 }}
      terminationGracePeriodSeconds: {{ $own.terminationGracePeriodSeconds }}
      {{- with $own.priorityClassName }}
      priorityClassName: {{ . }}
      {{- end }}
      {{- with $own.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $own.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $own.topologySpreadConstraints }}
      topologySpreadConstraints:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      affinity:
        {{- if $own.affinity }}
        {{- toYaml $own.affinity | nindent 8 }}
        {{- else }}
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels:
                    {{- include "postroom.selectorLabels" $root | nindent 20 }}
                    app.kubernetes.io/component: {{ .name }}
        {{- end }}
      {{- if or $own.initContainers (eq .key "staffWeb") (and $rules $v.rules.image.name) }}
      initContainers:
        {{- if and $rules $v.rules.image.name }}
        {{- include "postroom.rulesContainer" $root | nindent 8 }}
        {{- end }}
        {{- if eq .key "staffWeb" }}
        # The tables before the pages: while it fails, say for a lock that somebody keeps, the last release's pods stay.
        - name: migrate
          image: {{ include "postroom.image" (dict "root" $root "image" $own.image) }}
          imagePullPolicy: {{ $v.image.pullPolicy }}
          args: [migrate]
          {{- include "postroom.process" . | nindent 10 }}
        {{- end }}
        {{- with $own.initContainers }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      {{- end }}
      containers:
        - name: {{ .name }}
          image: {{ include "postroom.image" (dict "root" $root "image" $own.image) }}
          imagePullPolicy: {{ $v.image.pullPolicy }}
          {{- include "postroom.process" . | nindent 10 }}
          ports:
            - {name: http, containerPort: 8080, protocol: TCP}
            {{- if eq .key "staffWeb" }}
            - {name: management, containerPort: 8081, protocol: TCP}
            {{- end }}
            {{- if eq .key "emailWorker" }}
            - {name: bounces, containerPort: {{ $own.bounces.port }}, protocol: TCP}
            {{- end }}
          # A broker or registry that is away restarts nothing: only a process that stands still or has ended is dead.
          startupProbe:
            httpGet: {path: /actuator/health/liveness, port: {{ include "postroom.managementPort" .key }} }
            periodSeconds: 2
            timeoutSeconds: 2
            failureThreshold: 60
          livenessProbe:
            httpGet: {path: /actuator/health/liveness, port: {{ include "postroom.managementPort" .key }} }
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            httpGet: {path: /actuator/health/readiness, port: {{ include "postroom.managementPort" .key }} }
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 3
          {{- if eq .key "staffWeb" }}
          # Time for those who still send requests here to learn that this pod is leaving; a pod of a worker is asked for nothing.
          lifecycle:
            preStop:
              exec: {command: [sleep, "5"]}
          {{- end }}
        {{- with $own.sidecars }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
      volumes:
        - name: tmp
          emptyDir: {}
        - name: config
          configMap:
            name: {{ include "postroom.fullname" $root }}-{{ .name }}
        {{- if $sources }}
        - name: secrets
          projected:
            defaultMode: 0440
            sources:
              {{- toYaml $sources | nindent 14 }}
        {{- end }}
        {{- if $rules }}
        {{- include "postroom.rulesVolume" (dict "root" $root "configMap" (printf "%s-rules" (include "postroom.fullname" $root))) | nindent 8 }}
        {{- end }}
        {{- if and (eq .key "ingest") (not $own.persistence.enabled) }}
        - name: state
          emptyDir: {}
        {{- end }}
        {{- include "postroom.caVolume" $root | nindent 8 }}
        {{- with $own.extraVolumes }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
  {{- if and (eq .key "ingest") $own.persistence.enabled }}
  volumeClaimTemplates:
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: state
      spec:
        accessModes:
          {{- toYaml $own.persistence.accessModes | nindent 10 }}
        {{- with $own.persistence.storageClassName }}
        storageClassName: {{ . }}
        {{- end }}
        resources:
          requests: {storage: {{ $own.persistence.size }}}
  {{- end }}
{{- end -}}

{{/* What every process of a component has, also the one that only migrates: root, key, name, channel. */}}
{{- define "postroom.process" -}}
{{- $root := .root -}}
{{- $v := $root.Values -}}
{{- $own := index $v .key -}}
securityContext:
  {{- toYaml $v.securityContext | nindent 2 }}
env:
  {{- include "postroom.env" . | nindent 2 }}
{{- with $own.extraEnvFrom }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
resources:
  {{- toYaml $own.resources | nindent 2 }}
volumeMounts:
  - {name: tmp, mountPath: /tmp}
  - {name: config, mountPath: /etc/postroom/config, readOnly: true}
  {{- if include "postroom.secretSources" . | fromYamlArray }}
  - {name: secrets, mountPath: /etc/postroom/secrets, readOnly: true}
  {{- end }}
  {{- if has .key (list "ingest" "staffWeb") }}
  - {name: rules, mountPath: /etc/postroom/rules, readOnly: true}
  {{- end }}
  {{- if eq .key "ingest" }}
  - {name: state, mountPath: /var/lib/postroom}
  {{- end }}
  {{- if or $v.caBundle.existingConfigMap $v.caBundle.existingSecret }}
  - {name: ca-bundle, mountPath: /etc/postroom/ca, readOnly: true}
  {{- end }}
  {{- with $own.extraVolumeMounts }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{/* Environment merged by name: Helm 4 refuses a name that comes twice. Later ones win. */}}
{{- define "postroom.env" -}}
{{- $v := .root.Values -}}
{{- $own := index $v .key -}}
{{- $java := list "-XX:MaxRAMPercentage=60" "-XX:+ExitOnOutOfMemoryError" "-Djava.io.tmpdir=/tmp" -}}
{{- if or $v.caBundle.existingConfigMap $v.caBundle.existingSecret -}}
{{- $java = concat $java (list "-Djavax.net.ssl.trustStore=/etc/postroom/ca/truststore" (printf "-Djavax.net.ssl.trustStoreType=%s" $v.caBundle.type)) -}}
{{- end -}}
{{- with $own.javaOptions -}}{{- $java = append $java . -}}{{- end -}}
{{- $env := list (dict "name" "JDK_JAVA_OPTIONS" "value" (join " " $java)) (dict "name" "SPRING_CONFIG_ADDITIONAL_LOCATION" "value" "file:/etc/postroom/config/") -}}
{{- $byName := dict -}}
{{- $names := list -}}
{{- range concat $env ($own.extraEnv | default list) -}}
{{- if not (hasKey $byName .name) -}}{{- $names = append $names .name -}}{{- end -}}
{{- $_ := set $byName .name . -}}
{{- end -}}
{{- $merged := list -}}
{{- range $names -}}{{- $merged = append $merged (index $byName .) -}}{{- end -}}
{{- toYaml $merged -}}
{{- end -}}

{{/* The volume with the rules: root, configMap (of rules.files). */}}
{{- define "postroom.rulesVolume" -}}
{{- $rules := .root.Values.rules -}}
- name: rules
{{- if $rules.image.name }}
  emptyDir: {}
{{- else if $rules.existingConfigMap }}
  configMap:
    name: {{ $rules.existingConfigMap }}
    items:
      {{- toYaml $rules.existingConfigMapItems | nindent 6 }}
{{- else }}
  configMap:
    name: {{ .configMap }}
    items:
      {{- range $path, $content := $rules.files }}
      - {key: {{ include "postroom.fileKey" $path }}, path: {{ $path | quote }}}
      {{- end }}
{{- end }}
{{- end -}}

{{/* A ConfigMap's keys have no slashes; a service's or a template's name has no two underscores. */}}
{{- define "postroom.fileKey" -}}
{{ . | replace "/" "__" }}
{{- end -}}

{{- define "postroom.rulesContainer" -}}
- name: rules
  image: {{ .Values.rules.image.name }}
  imagePullPolicy: {{ .Values.image.pullPolicy }}
  command: [cp, -R, {{ printf "%s/." .Values.rules.image.path | quote }}, /etc/postroom/rules/]
  securityContext:
    {{- toYaml .Values.securityContext | nindent 4 }}
  resources:
    requests: {cpu: 10m, memory: 32Mi}
    limits: {memory: 64Mi}
  volumeMounts:
    - {name: rules, mountPath: /etc/postroom/rules}
{{- end -}}

{{- define "postroom.podSecurityContext" -}}
{{- $context := .Values.podSecurityContext -}}
{{- if .Capabilities.APIVersions.Has "security.openshift.io/v1" -}}{{- $context = omit $context "fsGroup" -}}{{- end -}}
{{- toYaml (merge (dict "fsGroupChangePolicy" "OnRootMismatch") $context) -}}
{{- end -}}

{{- define "postroom.caVolume" -}}
{{- with .Values.caBundle -}}
{{- if .existingConfigMap -}}
- name: ca-bundle
  configMap:
    name: {{ .existingConfigMap }}
    items: [{key: {{ .key }}, path: truststore}]
{{- else if .existingSecret -}}
- name: ca-bundle
  secret:
    secretName: {{ .existingSecret }}
    items: [{key: {{ .key }}, path: truststore}]
{{- end -}}
{{- end -}}
{{- end -}}
