const KINDS = { Script: 'script', Stylesheet: 'style' };

/** Counts what one page loads, as bytes on the wire: compressed, with headers. */
export class Traffic {
  #open = new Set();
  #kinds = new Map();
  #finished = [];
  #lastActivity = performance.now();

  /** @param session a CDP session of the page */
  static async watch(session) {
    const traffic = new Traffic();
    session.on('Network.requestWillBeSent', event => traffic.#begin(event));
    session.on('Network.responseReceived', event =>
      traffic.#kinds.set(event.requestId, event.type),
    );
    session.on('Network.loadingFinished', event => traffic.#finish(event));
    session.on('Network.loadingFailed', event => traffic.#end(event.requestId));
    await session.send('Network.enable');
    return traffic;
  }

  /** How long nothing was under way; 0 while something is. */
  quietSinceMs() {
    return this.#open.size > 0 ? 0 : performance.now() - this.#lastActivity;
  }

  summary() {
    return summariseTraffic(this.#finished);
  }

  #begin({ requestId, request, type }) {
    // A data: URL never reaches the wire, and an event stream never ends.
    if (request.url.startsWith('http') && type !== 'EventSource') {
      this.#open.add(requestId);
      this.#lastActivity = performance.now();
    }
  }

  #finish({ requestId, encodedDataLength }) {
    if (this.#open.has(requestId)) {
      const kind = KINDS[this.#kinds.get(requestId)] ?? 'other';
      this.#finished.push({ kind, bytes: encodedDataLength });
    }
    this.#end(requestId);
  }

  #end(requestId) {
    if (this.#open.delete(requestId)) {
      this.#lastActivity = performance.now();
    }
  }
}

/** @param {{ kind: 'script' | 'style' | 'other', bytes: number }[]} finished */
export function summariseTraffic(finished) {
  const kilobytes = kind =>
    finished
      .filter(entry => kind === undefined || entry.kind === kind)
      .reduce((sum, entry) => sum + entry.bytes, 0) / 1000;
  return {
    requests: finished.length,
    total: kilobytes(),
    script: kilobytes('script'),
    style: kilobytes('style'),
    other: kilobytes('other'),
  };
}
