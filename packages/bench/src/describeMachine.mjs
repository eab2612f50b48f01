import os from 'node:os';

/** What the figures were taken on; they mean little without it. */
export function describeMachine() {
  const cpus = os.cpus();
  return {
    platform: `${os.platform()} ${os.release()} ${os.arch()}`,
    processor: cpus[0]?.model ?? 'unknown',
    cores: cpus.length,
    memoryMegabytes: Math.round(os.totalmem() / 1024 / 1024),
    node: process.version,
    loadAverage: os.loadavg().map(load => Number(load.toFixed(2))),
  };
}
