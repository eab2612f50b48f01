import { execFileSync } from 'node:child_process';

/** Resident memory of one process; `ps` reports kilobytes on Linux and macOS. */
export function residentMegabytes(pid) {
  const output = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  const kilobytes = Number(output.trim());
  if (!Number.isFinite(kilobytes) || kilobytes <= 0) {
    throw new Error(`ps knows no memory of process ${pid}: "${output.trim()}"`);
  }
  return kilobytes / 1024;
}
