import http from 'node:http';
import { gunzipSync } from 'node:zlib';

// A question may wait behind the ingestion of a large catalog, which is what is being measured.
const TIMEOUT_MS = 120_000;

/**
 * A client with kept connections. The plain `http` module costs the measuring
 * process less than `fetch`, and that process shares the cores with the server.
 */
export class HttpClient {
  #baseUrl;
  #headers;
  #agent;

  constructor({ baseUrl, token, connections = 8 }) {
    this.#baseUrl = baseUrl;
    this.#agent = new http.Agent({ keepAlive: true, maxSockets: connections });
    this.#headers = {
      // As browsers do, so that the server compresses.
      'accept-encoding': 'gzip',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
  }

  /** Reads the answer to its end and drops it; the status must be 2xx. */
  async load(path) {
    await this.#send({ method: 'GET', path });
  }

  async getJson(path) {
    return decode(await this.#send({ method: 'GET', path }));
  }

  async postJson(path, value) {
    const body = JSON.stringify(value);
    return decode(await this.#send({ method: 'POST', path, body }));
  }

  close() {
    this.#agent.destroy();
  }

  #send({ method, path, body }) {
    const url = new URL(path, this.#baseUrl);
    const headers = body
      ? { ...this.#headers, 'content-type': 'application/json' }
      : this.#headers;
    const options = { method, headers, agent: this.#agent };
    return new Promise((resolve, reject) => {
      const request = http.request(url, { ...options, timeout: TIMEOUT_MS });
      request.once('response', response =>
        readAnswer(response).then(answer => {
          if (response.statusCode >= 200 && response.statusCode < 300) {
            resolve(answer);
          } else {
            reject(refused({ method, url, response, answer }));
          }
        }, reject),
      );
      request.once('timeout', () =>
        request.destroy(new Error(`${method} ${url.pathname} gave no answer`)),
      );
      request.once('error', reject);
      request.end(body);
    });
  }
}

async function readAnswer(response) {
  const chunks = [];
  for await (const chunk of response) {
    chunks.push(chunk);
  }
  return {
    body: Buffer.concat(chunks),
    isCompressed: response.headers['content-encoding'] === 'gzip',
  };
}

function textOf({ body, isCompressed }) {
  return (isCompressed ? gunzipSync(body) : body).toString('utf8');
}

function decode(answer) {
  return JSON.parse(textOf(answer));
}

function refused({ method, url, response, answer }) {
  const detail = textOf(answer).slice(0, 300);
  return new Error(
    `${method} ${url.pathname} answered ${response.statusCode}: ${detail}`,
  );
}
