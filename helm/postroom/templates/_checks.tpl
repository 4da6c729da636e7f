{{/* What a schema cannot say. Every problem at once, a sentence each. */}}
{{- define "postroom.checks" -}}
{{- $v := .Values -}}
{{- $problems := list -}}
{{- if not $v.kafka.bootstrapServers -}}{{- $problems = append $problems "kafka.bootstrapServers is not set; give the brokers as host:port." -}}{{- end -}}
{{- if not $v.schemaRegistry.url -}}{{- $problems = append $problems "schemaRegistry.url is not set; give the address of its Confluent API." -}}{{- end -}}
{{- if and (or $v.ingest.enabled $v.emailWorker.enabled $v.staffWeb.enabled) (not $v.keys.existingSecret) -}}{{- $problems = append $problems "keys.existingSecret is not set; make a Secret with at least 16 random bytes and name it." -}}{{- end -}}
{{- $rules := 0 -}}
{{- range list $v.rules.files $v.rules.existingConfigMap $v.rules.image.name -}}{{- if . -}}{{- $rules = add1 $rules -}}{{- end -}}{{- end -}}
{{- if and (or $v.ingest.enabled $v.staffWeb.enabled) (ne (int $rules) 1) -}}{{- $problems = append $problems "Give the rules in exactly one of rules.files, rules.existingConfigMap and rules.image.name." -}}{{- end -}}
{{- if and $v.rules.existingConfigMap (not $v.rules.existingConfigMapItems) -}}{{- $problems = append $problems "rules.existingConfigMapItems is empty; say which key of the ConfigMap becomes which file." -}}{{- end -}}
{{- if and $v.smsWorker.enabled (not $v.smsWorker.providers) -}}{{- $problems = append $problems "smsWorker.providers is empty; name at least one, or set smsWorker.enabled to false." -}}{{- end -}}
{{- if and $v.emailWorker.enabled (not $v.emailWorker.providers) -}}{{- $problems = append $problems "emailWorker.providers is empty; name at least one relay, or set emailWorker.enabled to false." -}}{{- end -}}
{{- if and $v.emailWorker.enabled (not $v.emailWorker.bounces.address) -}}{{- $problems = append $problems "emailWorker.bounces.address is not set; delivery reports come to it." -}}{{- end -}}
{{- with $v.letterWorker -}}
{{- if .enabled -}}
{{- if not (and .printHouse.host .printHouse.user .printHouse.existingSecret) -}}{{- $problems = append $problems "letterWorker.printHouse needs host, user and existingSecret; or set letterWorker.enabled to false." -}}{{- end -}}
{{- if eq (empty .printHouse.passwordKey) (empty .printHouse.privateKeyKey) -}}{{- $problems = append $problems "letterWorker.printHouse needs exactly one of passwordKey and privateKeyKey." -}}{{- end -}}
{{- if eq (empty .printHouse.hostKeyFingerprint) (empty .printHouse.knownHostsKey) -}}{{- $problems = append $problems "letterWorker.printHouse needs exactly one of hostKeyFingerprint and knownHostsKey, so that letters go to the print house and to nobody else." -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- with $v.staffWeb -}}
{{- if and .enabled (not (and .oidc.issuer .oidc.clientId .oidc.existingSecret .database.url .database.user .database.existingSecret)) -}}{{- $problems = append $problems "staffWeb needs oidc.issuer, oidc.clientId, oidc.existingSecret, database.url, database.user and database.existingSecret." -}}{{- end -}}
{{- if and .enabled .ingress.enabled (not .ingress.host) -}}{{- $problems = append $problems "staffWeb.ingress.host is not set." -}}{{- end -}}
{{- end -}}
{{- if and $v.emailWorker.enabled (eq (int $v.emailWorker.bounces.port) 8080) -}}{{- $problems = append $problems "emailWorker.bounces.port is 8080, where the worker answers probes; choose another." -}}{{- end -}}
{{- $rates := dict "smsWorker" $v.smsWorker.providers "emailWorker" $v.emailWorker.providers "letterWorker" (list $v.letterWorker.printHouse.settings) -}}
{{- range $key, $component := include "postroom.components" . | fromYaml -}}
{{- $own := index $v $key -}}
{{- range $at, $labels := dict "commonLabels" $v.commonLabels (printf "%s.podLabels" $key) $own.podLabels -}}
{{- range list "name" "instance" "component" -}}
{{- $label := printf "app.kubernetes.io/%s" . -}}
{{- if hasKey $labels $label -}}{{- $problems = append $problems (printf "%s has %s, by which the chart finds its pods; take it out." $at $label) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if and $own.enabled (eq $own.autoscaling.type "keda") -}}
{{- range index $rates $key -}}
{{- if .ratePerSecond -}}{{- $problems = append $problems (printf "%s.autoscaling.type is keda, and %s has a contracted rate: more instances share it and shorten no queue. Use none, or hpa if the processor is short." $key (.name | default "the print house")) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if and $own.enabled $component.channel -}}
{{- $least := add 20 (include "postroom.seconds" $own.settings.drainTime | int) -}}
{{- if lt (int $own.terminationGracePeriodSeconds) (int $least) -}}{{- $problems = append $problems (printf "%s.terminationGracePeriodSeconds is %d; it must be at least %d, which is settings.drainTime and 20 seconds for what comes after, or a stop may send twice." $key (int $own.terminationGracePeriodSeconds) (int $least)) -}}{{- end -}}
{{- end -}}
{{- if and $own.enabled (eq $key "ingest") (lt (int $own.terminationGracePeriodSeconds) 40) -}}{{- $problems = append $problems (printf "ingest.terminationGracePeriodSeconds is %d; it must be at least 40: the topology closes in 20 seconds and its last transaction and the web server after it." (int $own.terminationGracePeriodSeconds)) -}}{{- end -}}
{{- if and $own.enabled (gt (int $own.autoscaling.minReplicas) (int $own.autoscaling.maxReplicas)) -}}{{- $problems = append $problems (printf "%s.autoscaling.minReplicas is more than maxReplicas." $key) -}}{{- end -}}
{{- end -}}
{{- if and (or $v.strimzi.topics $v.strimzi.users.enabled) (not $v.strimzi.cluster) -}}{{- $problems = append $problems "strimzi.cluster is not set; name the Kafka resource." -}}{{- end -}}
{{- if and $v.strimzi.topics (ne $v.provisioning.mode "none") -}}{{- $problems = append $problems "Topics are made by strimzi.topics or looked after by provisioning.mode, not by both." -}}{{- end -}}
{{- if and $v.strimzi.users.enabled (ne $v.provisioning.mode "none") (not $v.provisioning.kafkaSecret) -}}{{- $problems = append $problems "provisioning.kafkaSecret is not set; the users of the components may not make topics." -}}{{- end -}}
{{- if and $v.caBundle.existingConfigMap $v.caBundle.existingSecret -}}{{- $problems = append $problems "Give one of caBundle.existingConfigMap and caBundle.existingSecret." -}}{{- end -}}
{{- if $problems -}}
{{- fail (printf "\n\nThese values cannot work:\n - %s\n" (join "\n - " (uniq $problems))) -}}
{{- end -}}
{{- end -}}
