import { z } from 'zod';
import {
  SERVICE_NAMES,
  STRATEGIES,
  type Route,
  type ServiceName,
} from './Route.ts';

const PORTS: Readonly<Record<ServiceName, number>> = {
  auth: 4001,
  notes: 4002,
  search: 4003,
  email: 4004,
  audit: 4005,
  config: 4006,
};
/** notes-service takes 64 KiB of text, of which JSON may write each byte as six characters. */
const BODY_LIMITS: Partial<Readonly<Record<ServiceName, number>>> = {
  notes: 524_288,
};

export const ROUTES_FORM =
  '{"notes":{"upstreams":[{"url":"http://host:4002","weight":1}],"strategy":"least-connections","canary":{"percent":5,"upstreams":[…]}}}';

const whole = (least: number, most: number) => z.int().min(least).max(most);

const upstreams = z
  .array(
    z.strictObject({
      url: z
        .url({ protocol: /^https?$/, error: 'expected http://host:port' })
        .refine(isOrigin, 'expected http://host:port without a path or user'),
      weight: whole(1, 1_000).default(1),
    }),
  )
  .min(1)
  .max(64)
  .refine(areDifferent, 'expected each url once');

const health = z.strictObject({
  failures: whole(1, 1_000).default(5),
  errorPercent: whole(1, 100).default(50),
  volume: whole(1, 100_000).default(20),
  ejectionMs: whole(10, 600_000).default(5_000),
  longestEjectionMs: whole(10, 3_600_000).default(60_000),
  failOpen: z.boolean().default(true),
});

function routeFor(name: ServiceName) {
  return z
    .strictObject({
      upstreams: upstreams.prefault([
        { url: `http://127.0.0.1:${PORTS[name]}` },
      ]),
      strategy: z.enum(STRATEGIES).default('round-robin'),
      connectTimeoutMs: whole(10, 60_000).default(2_000),
      timeoutMs: whole(10, 600_000).default(10_000),
      bodyLimitBytes: whole(0, 104_857_600).default(
        BODY_LIMITS[name] ?? 102_400,
      ),
      uploadLimitBytes: whole(0, 1_073_741_824).default(26_214_400),
      concurrency: whole(1, 10_000).default(256),
      health: health.prefault({}),
      canary: z
        .strictObject({
          percent: z.number().min(0).max(100),
          upstreams,
        })
        .optional(),
    })
    .prefault({});
}

const form = z.strictObject({
  auth: routeFor('auth'),
  notes: routeFor('notes'),
  search: routeFor('search'),
  email: routeFor('email'),
  audit: routeFor('audit'),
  config: routeFor('config'),
});

/** Fills in what is not said, or throws an Error that names each wrong value and what is expected. */
export function parseRoutes(text: string): readonly Route[] {
  const result = form.safeParse(readJson(text));
  if (!result.success) {
    const wrong = result.error.issues.map(
      ({ message, path }) => `${path.join('.') || 'ROUTES'}: ${message}`,
    );
    throw new Error(`${wrong.join('; ')}; the form is ${ROUTES_FORM}`);
  }
  return SERVICE_NAMES.map(name => {
    const { canary, ...route } = result.data[name];
    return { name, audience: `${name}-service`, ...route, canary };
  });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`expected JSON such as ${ROUTES_FORM}`);
  }
}

function isOrigin(text: string): boolean {
  const { hash, password, pathname, search, username } = new URL(text);
  return [password, username, search, hash].join('') === '' && pathname === '/';
}

function areDifferent(list: readonly { readonly url: string }[]): boolean {
  return new Set(list.map(one => new URL(one.url).origin)).size === list.length;
}
