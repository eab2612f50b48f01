/** The parts of a service that decide which metrics it has. */
export type MetricOptions = {
  language: string;
  hasDatabase: boolean;
  hasCache: boolean;
  produces: boolean;
  consumes: boolean;
};

type MetricGroup = {
  when(options: MetricOptions): boolean;
  names: readonly string[];
};

/** The series of a histogram, as Prometheus stores it. */
function histogram(name: string): string[] {
  return ['bucket', 'count', 'sum'].map(part => `${name}_${part}`);
}

/** The metrics that every service of the golden path emits, by the part that brings them. */
const GROUPS: readonly MetricGroup[] = [
  {
    when: () => true,
    names: [
      ...histogram('http_server_request_duration_seconds'),
      'http_server_active_requests',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'service_info',
    ],
  },
  {
    when: ({ language }) => language === 'node',
    names: ['nodejs_eventloop_lag_p99_seconds'],
  },
  {
    when: ({ hasDatabase }) => hasDatabase,
    names: [
      'db_client_connection_count',
      ...histogram('db_client_operation_duration_seconds'),
    ],
  },
  { when: ({ hasCache }) => hasCache, names: ['cache_requests_total'] },
  {
    when: ({ produces }) => produces,
    names: ['messaging_client_sent_messages_total'],
  },
  {
    when: ({ produces, hasDatabase }) => produces && hasDatabase,
    names: ['outbox_pending_messages'],
  },
  {
    when: ({ consumes }) => consumes,
    names: [
      'messaging_client_consumed_messages_total',
      ...histogram('messaging_process_duration_seconds'),
      'messaging_consumer_lag_messages',
      'messaging_dead_letter_messages_total',
    ],
  },
];

/** What a live scrape of a service with these parts must show, and all that its rules and boards may use. */
export function serviceMetrics(options: MetricOptions): string[] {
  return GROUPS.filter(({ when }) => when(options)).flatMap(
    ({ names }) => names,
  );
}

/** What Prometheus itself says about a target and its rules. */
export const PROMETHEUS_METRICS: readonly string[] = ['up', 'ALERTS'];

/** What kube-state-metrics, cAdvisor and node-exporter say; only boards of the platform use it. */
export const PLATFORM_METRICS: readonly string[] = [
  'container_cpu_cfs_periods_total',
  'container_cpu_cfs_throttled_periods_total',
  'container_cpu_usage_seconds_total',
  'container_memory_working_set_bytes',
  'kube_deployment_spec_replicas',
  'kube_deployment_status_replicas_available',
  'kube_namespace_status_phase',
  'kube_node_status_allocatable',
  'kube_node_status_condition',
  'kube_pod_container_resource_limits',
  'kube_pod_container_resource_requests',
  'kube_pod_container_status_restarts_total',
  'kube_pod_status_phase',
  'node_cpu_seconds_total',
  'node_filesystem_avail_bytes',
  'node_filesystem_size_bytes',
  'node_memory_MemAvailable_bytes',
  'node_memory_MemTotal_bytes',
  'node_network_receive_bytes_total',
  'node_network_transmit_bytes_total',
  'node_uname_info',
];
