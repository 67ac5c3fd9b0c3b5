{{- define "millrace.name" -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Labels that select the pods of a component: (list $ "streams") */}}
{{- define "millrace.selector" -}}
app.kubernetes.io/name: millrace
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "millrace.labels" -}}
{{ include "millrace.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ (index . 0).Chart.Name }}-{{ (index . 0).Chart.Version }}
{{- end -}}

{{/* An image: (list $ "serving" "") with a suffix of the tag */}}
{{- define "millrace.image" -}}
{{- $images := (index . 0).Values.images -}}
{{- with $images.repository }}{{ . }}/{{ end }}millrace-{{ index . 1 }}:{{ $images.tag | default (index . 0).Chart.AppVersion }}{{ index . 2 }}
{{- end -}}

{{- define "millrace.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "millrace.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Environment of an application: (list $ .Values.streams) */}}
{{- define "millrace.env" -}}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: MILLRACE_LOG_FORMAT
  value: {{ (index . 0).Values.monitoring.logFormat }}
- name: MILLRACE_OPTS
  value: {{ (index . 1).javaOptions | default "-Xmx512m" | quote }}
{{- with (index . 1).tensorThreads }}
- name: OMP_NUM_THREADS
  value: {{ . | quote }}
{{- end }}
{{- with (index . 1).env }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* What every container mounts: (list $ .Values.streams) */}}
{{- define "millrace.mounts" -}}
- name: config
  mountPath: /etc/millrace/millrace.yaml
  subPath: millrace.yaml
  readOnly: true
- name: data
  mountPath: /var/lib/millrace
- name: tmp
  mountPath: /tmp
{{- if (index . 1).secret }}
- name: secrets
  mountPath: /etc/millrace/secrets
  readOnly: true
{{- end }}
{{- if (index . 0).Values.trustSecret }}
- name: trust
  mountPath: /etc/millrace/trust
  readOnly: true
{{- end }}
{{- if (index . 0).Values.http.tlsSecret }}
- name: http-tls
  mountPath: /etc/millrace/http-tls
  readOnly: true
{{- end }}
{{- if (index . 0).Values.http.tokenSecret }}
- name: http-token
  mountPath: /etc/millrace/http-token
  readOnly: true
{{- end }}
{{- if (index . 0).Values.telemetry.otlp.headersSecret }}
- name: otlp
  mountPath: /etc/millrace/otlp
  readOnly: true
{{- end }}
{{- end -}}

{{/* The volumes behind them, but for data: (list $ .Values.streams) */}}
{{- define "millrace.volumes" -}}
- name: config
  configMap:
    name: {{ include "millrace.name" (index . 0) }}
- name: tmp
  emptyDir: {}
{{- with (index . 1).secret }}
- name: secrets
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- with (index . 0).Values.trustSecret }}
- name: trust
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- with (index . 0).Values.http.tlsSecret }}
- name: http-tls
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- with (index . 0).Values.http.tokenSecret }}
- name: http-token
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- with (index . 0).Values.telemetry.otlp.headersSecret }}
- name: otlp
  secret:
    secretName: {{ . }}
    defaultMode: 0440
{{- end }}
{{- end -}}

{{- define "millrace.checkpointMount" -}}
{{- if not .Values.checkpoints.store }}
- name: checkpoints
  mountPath: /var/lib/millrace/checkpoints
{{- end }}
{{- end -}}

{{- define "millrace.checkpointVolume" -}}
{{- if not .Values.checkpoints.store }}
- name: checkpoints
  persistentVolumeClaim:
    claimName: {{ .Values.checkpoints.volume.existingClaim | default (printf "%s-checkpoints" (include "millrace.name" .)) }}
{{- end }}
{{- end -}}

{{/* A start may take as long as a registry that comes up late; then a process that hangs is restarted. */}}
{{- define "millrace.probes" -}}
{{- $scheme := ternary "HTTPS" "HTTP" (not (empty .Values.http.tlsSecret)) -}}
startupProbe:
  httpGet: {path: /health/live, port: http, scheme: {{ $scheme }}}
  periodSeconds: 5
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /health/live, port: http, scheme: {{ $scheme }}}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /health/ready, port: http, scheme: {{ $scheme }}}
  periodSeconds: 5
  timeoutSeconds: 5
{{- end -}}

{{/* Where pods go: (list $ "streams" .Values.streams) */}}
{{- define "millrace.placement" -}}
{{- $values := index . 2 -}}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "millrace.selector" . | nindent 8 }}
{{- end -}}

{{/* What the containers' millrace.yaml says; the user's config is over the chart's, addresses over both. */}}
{{- define "millrace.configuration" -}}
{{- $streamsKafka := dict "group.instance.id" "${env:POD_NAME}" "num.standby.replicas" .Values.streams.standbyReplicas "application.server" (printf "${env:POD_NAME}.%s-streams.%s.svc:8082" (include "millrace.name" .) .Release.Namespace) -}}
{{- $everywhere := dict "host" "0.0.0.0" -}}
{{- if .Values.http.tlsSecret -}}
{{- $_ := set $everywhere "tls" (dict "certificate" "/etc/millrace/http-tls/tls.crt" "key" "/etc/millrace/http-tls/tls.key") -}}
{{- end -}}
{{- if .Values.http.tokenSecret -}}
{{- $_ := set $everywhere "token" "${directory:/etc/millrace/http-token:token}" -}}
{{- end -}}
{{- $chart := dict
  "streams" (dict "http" (merge (dict "port" 8082) $everywhere) "kafka" $streamsKafka)
  "trainer" (dict "online" (dict "http" (merge (dict "port" 8081) $everywhere)))
  "serving" (dict "http" (merge (dict "port" 8080) $everywhere))
  "telemetry" (dict "otlp" (dict "endpoint" .Values.telemetry.otlp.endpoint "headers" .Values.telemetry.otlp.headers))
  "checkpoints" (dict "store" (.Values.checkpoints.store | default "/var/lib/millrace/checkpoints"))
  "kafka" (merge (dict "bootstrap.servers" (required "kafka.bootstrapServers must be set" .Values.kafka.bootstrapServers)) .Values.kafka.properties)
  "registry" (merge (dict "schema.registry.url" (required "registry.url must be set" .Values.registry.url)) .Values.registry.properties) -}}
{{- toYaml (mergeOverwrite (deepCopy $chart) .Values.config) -}}
{{- end -}}

{{/* Ports that pods may go to: those of the values, and the collector's, which a URL need not name */}}
{{- define "millrace.egressPorts" -}}
{{- $ports := .Values.networkPolicy.egressPorts -}}
{{- with .Values.telemetry.otlp.endpoint -}}
{{- $url := urlParse . -}}
{{- $named := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- $ports = append $ports (int ($named | default (ternary "443" "80" (eq $url.scheme "https")))) -}}
{{- end -}}
{{- range $ports }}
- {protocol: TCP, port: {{ int . }}}
{{- end }}
{{- end -}}

{{- define "millrace.trainerResources" -}}
{{- $resources := deepCopy .Values.trainer.resources -}}
{{- with .Values.trainer.gpu -}}
{{- if .enabled -}}
{{- $resources = mergeOverwrite $resources (dict "limits" (dict .resource .count)) -}}
{{- end -}}
{{- end -}}
{{- toYaml $resources -}}
{{- end -}}
