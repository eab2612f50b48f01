import http from 'node:http';

/**
 * One POST of JSON on the loopback.
 *
 * @returns {Promise<{ status?: number, body?: any }>} both are undefined when nothing answers
 */
export function requestJson({ port, path, body, headers = {} }) {
  return new Promise(resolve => {
    const request = http.request({
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      timeout: 20_000,
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    request.once('response', response => {
      const chunks = [];
      response.on('data', chunk => chunks.push(chunk));
      response.once('end', () =>
        resolve({
          status: response.statusCode,
          body: parse(Buffer.concat(chunks)),
        }),
      );
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve({}));
    request.end(JSON.stringify(body));
  });
}

function parse(bytes) {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}
