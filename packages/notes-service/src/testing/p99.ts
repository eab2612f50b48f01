import { availableParallelism, loadavg } from 'node:os';

export interface Taken {
  /** As a caller waits, in milliseconds. */
  readonly wall: number;
  /** What this process computed meanwhile, caller and service together; other processes do not count. */
  readonly cpu: number;
}

/** Repeats the work and answers the times that 99 of 100 stay below. */
export async function p99(times: number, work: () => Promise<unknown>): Promise<Taken> {
  const wall: number[] = [];
  const cpu: number[] = [];
  for (let run = 0; run < times; run += 1) {
    const used = process.cpuUsage();
    const began = performance.now();
    await work();
    wall.push(performance.now() - began);
    const { system, user } = process.cpuUsage(used);
    cpu.push((system + user) / 1_000);
  }
  return { wall: quantile(wall), cpu: quantile(cpu) };
}

/** Whether more wants to run here than there are processors; then the time on the wall is not ours. */
export function isMachineBusy(): boolean {
  return (loadavg()[0] ?? 0) > availableParallelism();
}

function quantile(values: number[]): number {
  values.sort((a, b) => a - b);
  return values[Math.ceil(values.length * 0.99) - 1] ?? Number.NaN;
}
