import { PassThrough } from 'node:stream';
import type { CommonConfig } from '../config/settings.ts';
import { IDENTITY_HEADER, signIdentity } from '../identity/identity.ts';
import { KeyRing } from '../identity/KeyRing.ts';
import { systemClock, type Clock } from '../lifecycle/Clock.ts';
import type { Service } from '../service/Service.ts';
import { startService } from '../service/startService.ts';
import { testEnvironment } from './testEnvironment.ts';

export interface TestCaller {
  readonly subject: string;
  readonly session?: string;
  readonly permissions?: readonly string[];
  readonly roles?: readonly string[];
}

export interface TestRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** Who asks; nobody without it. */
  readonly as?: TestCaller;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body when it is JSON. */
  readonly body: unknown;
}

export interface TestService {
  readonly url: string;
  request(path: string, init?: TestRequest): Promise<Reply>;
  /** The lines that the service has logged, oldest first. */
  logged(): Record<string, unknown>[];
  close(): Promise<void>;
}

/** The whole service as production runs it, on a free port, with its answers held to openapi.yaml. */
export async function startTestService<C extends CommonConfig>(
  service: Service<C>,
  environment: Readonly<Record<string, string>> = {},
  overrides: { readonly clock?: Clock } = {},
): Promise<TestService> {
  const settings = testEnvironment(environment);
  const destination = new PassThrough();
  const lines: string[] = [];
  destination.on('data', chunk => {
    lines.push(...String(chunk).trimEnd().split('\n'));
  });
  const running = await startService(service, settings, {
    ...overrides,
    destination,
  });
  const clock = overrides.clock ?? systemClock;
  const ring = KeyRing.parse(settings.IDENTITY_KEYS ?? '');

  return {
    url: running.url,
    request: async (path, init = {}) => {
      const identity = init.as
        ? await identityOf(ring, init.as, { audience: service.name, clock })
        : undefined;
      return send(running.url + path, init, identity);
    },
    logged: () =>
      lines.map(line => JSON.parse(line) as Record<string, unknown>),
    close: () => running.close(),
  };
}

function identityOf(
  ring: KeyRing,
  { permissions = [], roles = [], session, subject }: TestCaller,
  { audience, clock }: { audience: string; clock: Clock },
): Promise<string> {
  return signIdentity(ring, {
    subject,
    ...(session === undefined ? {} : { session }),
    roles,
    permissions,
    requestId: '',
    audience,
    now: clock.now(),
  });
}

async function send(
  url: string,
  init: TestRequest,
  identity: string | undefined,
): Promise<Reply> {
  const body = init.json === undefined ? init.body : JSON.stringify(init.json);
  const response = await fetch(url, {
    method: init.method ?? 'GET',
    redirect: 'manual',
    headers: {
      // The next request of a test may find a kept connection just as the service closes it.
      connection: 'close',
      ...(init.json === undefined
        ? {}
        : { 'content-type': 'application/json' }),
      ...(identity === undefined ? {} : { [IDENTITY_HEADER]: identity }),
      ...init.headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? (JSON.parse(text) as unknown) : undefined,
  };
}
