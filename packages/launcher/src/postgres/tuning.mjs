/**
 * Settings for one local portal: few clients that each hold a pool, small memory, no losses on a crash.
 * fsync and synchronous_commit stay on; a killed server must keep every committed row.
 */
const SETTINGS = {
  // Every backend plugin holds a pool of up to ten connections.
  max_connections: 300,
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  // Compiling a query costs more than the short queries of a portal take.
  jit: 'off',
  random_page_cost: 1.1,
  // Parallel workers need shared memory that small containers do not have.
  max_parallel_workers_per_gather: 0,
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
  wal_compression: 'on',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] ',
  cluster_name: 'notes-portal',
};

/** The arguments of the server: reachable from this machine only, by TCP only. */
export function serverArguments({ directory, port }) {
  const settings = {
    ...SETTINGS,
    listen_addresses: '127.0.0.1',
    port,
    // Socket paths have a short limit that a deep checkout exceeds.
    unix_socket_directories: '',
  };
  return [
    '-D',
    directory,
    ...Object.entries(settings).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
  ];
}
