import type { Plan } from '@notes/plugin-golden-path-common';
import { createPlan } from './createPlan';

type Answer = { status: number; body: unknown };
type Request = { method: string; path: string; body: unknown };
type Handler = (request: Request) => Answer | Promise<Answer>;

const BASE = 'http://localhost:0/api/golden-path/v1';

export function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** An error in the shape that Backstage gives to all of them. */
export function refuse(status: number, name: string, message: string): Answer {
  const response = { statusCode: status };
  return { status, body: { error: { name, message }, response } };
}

/** The other end of the real client: answers by method and path, and keeps what was asked. */
export class FakeServer {
  readonly requests: Request[] = [];
  readonly #handlers = new Map<string, Handler>();

  constructor(plan: Plan = createPlan()) {
    this.showPlan(plan);
    this.on('POST /plans', () => ({ status: 201, body: this.plan }));
    this.on(`GET /plans/${plan.id}/files`, ({ path }) => {
      const name = new URLSearchParams(path.split('?')[1]).get('path');
      const file = this.plan.files.find(each => each.path === name);
      return ok({ ...file, content: `content of ${name}\n` });
    });
    this.on(`POST /plans/${plan.id}/create`, () => ({
      ...{ status: 201, body: { taskId: 'task-1' } },
    }));
  }

  plan: Plan = createPlan();

  /** The plan as it is from now on. */
  showPlan(plan: Plan): void {
    this.plan = plan;
    this.on(`GET /plans/${plan.id}`, () => ok(this.plan));
  }

  on(key: string, handler: Handler): void {
    this.#handlers.set(key, handler);
  }

  /** How often something was asked for. */
  count(key: string): number {
    return this.requests.filter(each => keyOf(each) === key).length;
  }

  /** What was sent with the last request of a kind. */
  lastBody(key: string): unknown {
    return this.requests.filter(each => keyOf(each) === key).at(-1)?.body;
  }

  readonly fetch = async (
    input: RequestInfo | URL,
    init: RequestInit = {},
  ): Promise<Response> => {
    const request = {
      method: init.method ?? 'GET',
      path: String(input).slice(BASE.length),
      body: init.body ? JSON.parse(String(init.body)) : undefined,
    };
    this.requests.push(request);
    const handler = this.#handlers.get(keyOf(request));
    const { status, body } = handler
      ? await handler(request)
      : refuse(404, 'NotFoundError', `no answer for ${keyOf(request)}`);
    return new Response(JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json' },
    });
  };
}

function keyOf({ method, path }: Request): string {
  return `${method} ${path.split('?')[0]}`;
}
