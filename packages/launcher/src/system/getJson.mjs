import http from 'node:http';

/**
 * One GET on the loopback.
 *
 * @returns {Promise<{ status?: number, body?: unknown }>} both are undefined when nothing answers
 */
export function getJson({ port, path, token, timeoutMs = 10_000 }) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  return new Promise(resolve => {
    const request = http.get({
      host: '127.0.0.1',
      port,
      path,
      headers,
      timeout: timeoutMs,
      agent: false,
    });
    request.once('response', response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => (text += chunk));
      response.once('end', () =>
        resolve({ status: response.statusCode, body: parse(text) }),
      );
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve({}));
  });
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
