type Stop = () => Promise<void>;

let stop: Stop | undefined;

/** Set by the telemetry that `@notes/service-kit/telemetry` started; nothing has to be stopped without it. */
export function onStopTelemetry(work: Stop): void {
  stop = work;
}

/** Sends the spans that still wait. */
export async function stopTelemetry(): Promise<void> {
  await stop?.();
}
