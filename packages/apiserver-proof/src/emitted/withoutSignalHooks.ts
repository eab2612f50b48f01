const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does some work and takes away what it listens to signals with.
 *
 * A backend of Backstage and the embedded PostgreSQL end the process on a signal, each before the other servers are
 * stopped.
 */
export async function withoutSignalHooks<T>(
  work: () => Promise<T>,
): Promise<T> {
  const before = SIGNALS.map(name => process.listeners(name));
  try {
    return await work();
  } finally {
    SIGNALS.forEach((name, index) => {
      for (const listener of process.listeners(name)) {
        if (!before[index].includes(listener)) process.off(name, listener);
      }
    });
  }
}
