// A short look at a running service from outside. It fails when the service misses its objectives, which are
// those of observability/slo.yaml: availability 99.95 %, 95 of 100 answers within 100 ms, 99 within 250 ms.
import http from 'k6/http';
import { check } from 'k6';

const baseUrl = __ENV.BASE_URL;
if (!baseUrl) {
  throw new Error('BASE_URL is not set: the address of the service, such as https://service.example.com');
}

export const options = {
  scenarios: {
    smoke: {
      executor: 'constant-arrival-rate',
      rate: Number(__ENV.RATE || 20),
      timeUnit: '1s',
      duration: __ENV.DURATION || '60s',
      preAllocatedVUs: 10,
      maxVUs: 50,
    },
  },
  thresholds: {
    http_req_failed: ['rate<0.0005'],
    http_req_duration: ['p(95)<100', 'p(99)<250'],
    // A scenario that could not send its requests proves nothing.
    dropped_iterations: ['count<10'],
    checks: ['rate>0.9995'],
  },
};

/** @param {string} path @param {string} status */
function expectStatus(path, status) {
  const response = http.get(`${baseUrl}${path}`, { tags: { name: path } });
  check(response, {
    [`${path} says ${status}`]: ({ body }) => {
      try {
        return JSON.parse(String(body)).status === status;
      } catch {
        return false;
      }
    },
  });
}

export default function smoke() {
  expectStatus('/health', 'ok');
  expectStatus('/ready', 'ready');
}
