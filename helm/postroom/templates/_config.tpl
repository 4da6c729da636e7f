{{/* What a component is configured with: an application.yaml without secrets, and the secrets as files beside it. */}}

{{- define "postroom.groupPrefix" -}}
{{ .Values.topics.prefix }}postroom-
{{- end -}}

{{- define "postroom.applicationId" -}}
{{ .Values.ingest.settings.applicationId | default (printf "%singest" (include "postroom.groupPrefix" .)) }}
{{- end -}}

{{/* The Secret with the Kafka client's secrets of a component: root, key, name. */}}
{{- define "postroom.kafkaSecret" -}}
{{- $own := index .root.Values .key -}}
{{- if and $own $own.kafkaSecret -}}
{{ $own.kafkaSecret }}
{{- else if and $own .root.Values.strimzi.users.enabled -}}
{{ include "postroom.fullname" .root }}-{{ .name }}
{{- else -}}
{{ .root.Values.kafka.existingSecret }}
{{- end -}}
{{- end -}}

{{- define "postroom.usesKeystore" -}}
{{- $v := .root.Values -}}
{{- if or $v.kafka.keystore.enabled (and $v.strimzi.users.enabled (eq $v.strimzi.users.authentication "tls") (index $v .key)) -}}true{{- end -}}
{{- end -}}

{{/* Client property to key in the Secret, as YAML: root, key. */}}
{{- define "postroom.kafkaSecretKeys" -}}
{{- $v := .root.Values -}}
{{- $keys := deepCopy ($v.kafka.existingSecretKeys | default dict) -}}
{{- if and $v.strimzi.users.enabled (eq $v.strimzi.users.authentication "scram-sha-512") -}}
{{- $keys = merge $keys (dict "sasl.jaas.config" "sasl.jaas.config") -}}
{{- end -}}
{{- if include "postroom.usesKeystore" . -}}
{{- $keys = merge $keys (dict "ssl.keystore.password" $v.kafka.keystore.passwordKey) -}}
{{- end -}}
{{- toYaml $keys -}}
{{- end -}}

{{/* Client properties that are no secrets, as YAML: root, key. */}}
{{- define "postroom.kafkaProperties" -}}
{{- $v := .root.Values -}}
{{- $properties := deepCopy ($v.kafka.properties | default dict) -}}
{{- if and $v.strimzi.users.enabled (eq $v.strimzi.users.authentication "scram-sha-512") -}}
{{- $properties = merge $properties (dict "security.protocol" "SASL_SSL" "sasl.mechanism" "SCRAM-SHA-512") -}}
{{- end -}}
{{- if $v.kafka.ca.existingSecret -}}
{{- $properties = merge $properties (dict "ssl.truststore.type" "PEM" "ssl.truststore.location" "/etc/postroom/secrets/kafka/ca.crt") -}}
{{- end -}}
{{- if include "postroom.usesKeystore" . -}}
{{- $properties = merge $properties (dict "security.protocol" "SSL" "ssl.keystore.type" "PKCS12" "ssl.keystore.location" "/etc/postroom/secrets/kafka/keystore.p12") -}}
{{- end -}}
{{- toYaml $properties -}}
{{- end -}}

{{/* Providers of a channel as its worker reads them; secrets are the files that postroom.secretSources mounts. */}}
{{- define "postroom.providers" -}}
{{- $providers := list -}}
{{- range . -}}
{{- $provider := omit . "existingSecret" "existingSecretKey" -}}
{{- if .existingSecret -}}
{{- $_ := set $provider "passwordFile" (printf "/etc/postroom/secrets/providers/%s" .name) -}}
{{- end -}}
{{- $providers = append $providers $provider -}}
{{- end -}}
{{- toYaml $providers -}}
{{- end -}}

{{/* The application.yaml of a component: root, key, name, channel. */}}
{{- define "postroom.applicationYaml" -}}
{{- $v := .root.Values -}}
{{- $own := index $v .key -}}
{{- $topics := dict "prefix" $v.topics.prefix -}}
{{- $postroom := dict "kafka" (dict "bootstrapServers" $v.kafka.bootstrapServers "properties" (include "postroom.kafkaProperties" . | fromYaml)) "schemaRegistry" (dict "url" $v.schemaRegistry.url "properties" ($v.schemaRegistry.properties | default dict)) "topics" $topics -}}
{{- $spring := dict "config" (dict "import" "optional:configtree:/etc/postroom/secrets/properties/") "application" (dict "name" .name) -}}
{{- $logging := dict "level" $v.logging.levels -}}
{{- if ne $v.logging.format "text" -}}
{{- $_ := set $logging "structured" (dict "format" (dict "console" $v.logging.format)) -}}
{{- end -}}
{{- $keys := dict "secretFile" "/etc/postroom/secrets/keys/secret" -}}
{{- if .channel -}}
{{- $_ := set $postroom "worker" $own.settings -}}
{{- end -}}
{{- if and $v.tracing.endpoint (ne .key "staffWeb") -}}
{{- $_ := set $postroom "tracing" (dict "endpoint" $v.tracing.endpoint "share" $v.tracing.share) -}}
{{- end -}}
{{- if eq .key "ingest" -}}
{{- $_ := set $topics "partitions" $v.topics.partitions -}}
{{- $_ := set $topics "replicas" $v.topics.replicas -}}
{{- $_ := set $postroom "keys" $keys -}}
{{- $_ := set $postroom "rules" (dict "directory" "/etc/postroom/rules") -}}
{{- $_ := set $postroom "ingest" (merge (dict "stateDirectory" "/var/lib/postroom") $own.settings) -}}
{{- else if eq .key "smsWorker" -}}
{{- $_ := set $postroom "sms" (dict "providers" (include "postroom.providers" $own.providers | fromYamlArray)) -}}
{{- else if eq .key "emailWorker" -}}
{{- $_ := set $postroom "keys" $keys -}}
{{- $bounces := dict "address" $own.bounces.address "host" "0.0.0.0" "port" $own.bounces.port -}}
{{- if $own.bounces.tlsSecret -}}
{{- $_ := set $bounces "sslBundle" "bounces" -}}
{{- $_ := set $spring "ssl" (dict "bundle" (dict "pem" (dict "bounces" (dict "keystore" (dict "certificate" "file:/etc/postroom/secrets/bounces/tls.crt" "privateKey" "file:/etc/postroom/secrets/bounces/tls.key"))))) -}}
{{- end -}}
{{- $email := dict "providers" (include "postroom.providers" $own.providers | fromYamlArray) "bounces" $bounces -}}
{{- with $own.messageIdDomain -}}{{- $_ := set $email "messageIdDomain" . -}}{{- end -}}
{{- $_ := set $postroom "email" $email -}}
{{- else if eq .key "letterWorker" -}}
{{- $house := $own.printHouse -}}
{{- $letter := merge (dict "name" $house.name "host" $house.host "port" $house.port "user" $house.user) $house.settings -}}
{{- if $house.passwordKey -}}{{- $_ := set $letter "passwordFile" "/etc/postroom/secrets/print-house/password" -}}{{- end -}}
{{- if $house.privateKeyKey -}}{{- $_ := set $letter "privateKeyFile" "/etc/postroom/secrets/print-house/private-key" -}}{{- end -}}
{{- if $house.hostKeyFingerprint -}}{{- $_ := set $letter "hostKeyFingerprint" $house.hostKeyFingerprint -}}{{- end -}}
{{- if $house.knownHostsKey -}}{{- $_ := set $letter "knownHostsFile" "/etc/postroom/secrets/print-house/known-hosts" -}}{{- end -}}
{{- $_ := set $postroom "letter" $letter -}}
{{- else if eq .key "staffWeb" -}}
{{- $_ := set $postroom "keys" $keys -}}
{{- $_ := set $postroom "rules" (dict "directory" "/etc/postroom/rules") -}}
{{- $database := merge (dict "url" $own.database.url "user" $own.database.user "password" (dict "secretFile" "/etc/postroom/secrets/staff/database-password") "migrate" false) $own.database.settings -}}
{{- $signIn := merge (dict "issuer" $own.oidc.issuer "clientId" $own.oidc.clientId "client" (dict "secretFile" "/etc/postroom/secrets/staff/client-secret")) $own.oidc.settings -}}
{{- $_ := set $postroom "staff" (merge (dict "database" $database "signIn" $signIn) $own.settings) -}}
{{- end -}}
{{- $all := dict "server" (dict "port" 8080) "spring" $spring "logging" $logging "postroom" $postroom -}}
{{- if eq .key "staffWeb" -}}
{{- $_ := set $all "management" (dict "server" (dict "port" 8081)) -}}
{{- end -}}
{{- toYaml $all -}}
{{- end -}}

{{/* Sources of the projected volume of secrets: root, key, name, channel. */}}
{{- define "postroom.secretSources" -}}
{{- $v := .root.Values -}}
{{- $own := index $v .key -}}
{{- $kafka := include "postroom.kafkaSecret" . -}}
{{- $items := list -}}
{{- if $kafka -}}
{{- range $property, $key := include "postroom.kafkaSecretKeys" . | fromYaml -}}
{{- $items = append $items (dict "key" $key "path" (printf "properties/postroom.kafka.properties.%s" $property)) -}}
{{- end -}}
{{- end -}}
{{- $sources := list -}}
{{- $keystore := include "postroom.usesKeystore" . -}}
{{- $keystoreSecret := $kafka | default $v.kafka.keystore.existingSecret -}}
{{- if and $v.kafka.keystore.existingSecret (not (and $own $own.kafkaSecret)) (not $v.strimzi.users.enabled) -}}
{{- $keystoreSecret = $v.kafka.keystore.existingSecret -}}
{{- end -}}
{{- if $keystore -}}
{{- $sources = append $sources (dict "secret" (dict "name" $keystoreSecret "items" (list (dict "key" $v.kafka.keystore.key "path" "kafka/keystore.p12")))) -}}
{{- if ne $keystoreSecret $kafka -}}
{{- $sources = append $sources (dict "secret" (dict "name" $keystoreSecret "items" (list (dict "key" $v.kafka.keystore.passwordKey "path" "properties/postroom.kafka.properties.ssl.keystore.password")))) -}}
{{- $rest := list -}}
{{- range $items -}}{{- if ne .path "properties/postroom.kafka.properties.ssl.keystore.password" -}}{{- $rest = append $rest . -}}{{- end -}}{{- end -}}
{{- $items = $rest -}}
{{- end -}}
{{- end -}}
{{- if $items -}}
{{- $sources = append $sources (dict "secret" (dict "name" $kafka "items" $items)) -}}
{{- end -}}
{{- if $v.kafka.ca.existingSecret -}}
{{- $sources = append $sources (dict "secret" (dict "name" $v.kafka.ca.existingSecret "items" (list (dict "key" $v.kafka.ca.key "path" "kafka/ca.crt")))) -}}
{{- end -}}
{{- $sources = concat $sources (include "postroom.registrySecret" .root | fromYamlArray) -}}
{{- if and $v.tracing.endpoint $v.tracing.existingSecret (ne .key "staffWeb") -}}
{{- $headers := list -}}
{{- range $header, $key := $v.tracing.existingSecretKeys -}}
{{- $headers = append $headers (dict "key" $key "path" (printf "properties/postroom.tracing.headers.%s" $header)) -}}
{{- end -}}
{{- $sources = append $sources (dict "secret" (dict "name" $v.tracing.existingSecret "items" $headers)) -}}
{{- end -}}
{{- if and (has .key (list "ingest" "emailWorker" "staffWeb")) $v.keys.existingSecret -}}
{{- $sources = append $sources (dict "secret" (dict "name" $v.keys.existingSecret "items" (list (dict "key" $v.keys.existingSecretKey "path" "keys/secret")))) -}}
{{- end -}}
{{- if has .key (list "smsWorker" "emailWorker") -}}
{{- range $own.providers -}}
{{- if .existingSecret -}}
{{- $sources = append $sources (dict "secret" (dict "name" .existingSecret "items" (list (dict "key" (.existingSecretKey | default "password") "path" (printf "providers/%s" .name))))) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (eq .key "emailWorker") $own.bounces.tlsSecret -}}
{{- $sources = append $sources (dict "secret" (dict "name" $own.bounces.tlsSecret "items" (list (dict "key" "tls.crt" "path" "bounces/tls.crt") (dict "key" "tls.key" "path" "bounces/tls.key")))) -}}
{{- end -}}
{{- if eq .key "letterWorker" -}}
{{- $house := list -}}
{{- with $own.printHouse.passwordKey -}}{{- $house = append $house (dict "key" . "path" "print-house/password") -}}{{- end -}}
{{- with $own.printHouse.privateKeyKey -}}{{- $house = append $house (dict "key" . "path" "print-house/private-key") -}}{{- end -}}
{{- with $own.printHouse.knownHostsKey -}}{{- $house = append $house (dict "key" . "path" "print-house/known-hosts") -}}{{- end -}}
{{- $sources = append $sources (dict "secret" (dict "name" $own.printHouse.existingSecret "items" $house)) -}}
{{- end -}}
{{- if eq .key "staffWeb" -}}
{{- $sources = append $sources (dict "secret" (dict "name" $own.database.existingSecret "items" (list (dict "key" $own.database.existingSecretKey "path" "staff/database-password")))) -}}
{{- $sources = append $sources (dict "secret" (dict "name" $own.oidc.existingSecret "items" (list (dict "key" $own.oidc.existingSecretKey "path" "staff/client-secret")))) -}}
{{- end -}}
{{- toYaml $sources -}}
{{- end -}}

{{/* The client properties of the registry that are secrets, as a list of sources. */}}
{{- define "postroom.registrySecret" -}}
{{- $registry := .Values.schemaRegistry -}}
{{- $items := list -}}
{{- range $property, $key := $registry.existingSecretKeys -}}
{{- $items = append $items (dict "key" $key "path" (printf "properties/postroom.schema-registry.properties.%s" $property)) -}}
{{- end -}}
{{- toYaml (ternary (list (dict "secret" (dict "name" $registry.existingSecret "items" $items))) (list) (not (empty $registry.existingSecret))) -}}
{{- end -}}
