import { parseCookie, stringifySetCookie } from 'cookie';
import type { Request } from 'express';

export const REFRESH_COOKIE = 'notes_refresh';
export const CSRF_COOKIE = 'notes_csrf';
export const CHALLENGE_COOKIE = 'notes_challenge';
export const FLOW_COOKIE = 'notes_oauth';

interface CookieKind {
  readonly path: string;
  readonly httpOnly: boolean;
  readonly sameSite: 'strict' | 'lax';
}

const KINDS: Readonly<Record<string, CookieKind>> = {
  [REFRESH_COOKIE]: { path: '/api/auth', httpOnly: true, sameSite: 'strict' },
  // Pages read it to fill the header X-CSRF-Token after a reload. The service never believes this copy.
  [CSRF_COOKIE]: { path: '/', httpOnly: false, sameSite: 'strict' },
  [CHALLENGE_COOKIE]: {
    path: '/api/auth/login',
    httpOnly: true,
    sameSite: 'strict',
  },
  // Lax, because the browser comes back to the callback from another site.
  [FLOW_COOKIE]: { path: '/api/auth/oauth', httpOnly: true, sameSite: 'lax' },
};

/** Writes cookies; without TLS, in development, browsers would not keep Secure ones. */
export class Cookies {
  readonly #secure: boolean;

  constructor(options: { secure: boolean }) {
    this.#secure = options.secure;
  }

  set(name: string, value: string, maxAgeSeconds: number): string {
    const options = { ...KINDS[name], secure: this.#secure };
    return stringifySetCookie({
      name,
      value,
      maxAge: maxAgeSeconds,
      ...options,
    });
  }

  clear(name: string): string {
    return this.set(name, '', 0);
  }
}

export function cookieOf(request: Request, name: string): string | undefined {
  return parseCookie(request.get('cookie') ?? '')[name];
}
