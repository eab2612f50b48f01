import {
  BackstageUserIdentity,
  IdentityApi,
  ProfileInfo,
} from '@backstage/frontend-plugin-api';
import { Session } from './Session';
import { tokenExpiry } from './tokenExpiry';

/** How long before its end a token is replaced. */
const MARGIN_MS = 5 * 60 * 1000;

interface RefreshingIdentityOptions {
  session: Session;
  /** Asks the backend for a new session of the same person. */
  refresh: () => Promise<Session>;
  /** Forgets the person, so that the sign-in page is shown again. */
  forget: () => void;
  now?: () => number;
}

/**
 * The identity of somebody who signed in without a password.
 *
 * The token is replaced before it ends. Several callers at that moment share
 * one request, and while the backend cannot be reached, a token that is still
 * valid stays in use.
 */
export class RefreshingIdentity implements IdentityApi {
  readonly #refresh: () => Promise<Session>;
  readonly #forget: () => void;
  readonly #now: () => number;
  #session: Session;
  #expiresAt: number;
  #pending: Promise<void> | undefined;

  constructor(options: RefreshingIdentityOptions) {
    this.#refresh = options.refresh;
    this.#forget = options.forget;
    this.#now = options.now ?? Date.now;
    this.#session = options.session;
    this.#expiresAt = this.#expiryOf(options.session);
  }

  async getProfileInfo(): Promise<ProfileInfo> {
    return this.#session.profile;
  }

  async getBackstageIdentity(): Promise<BackstageUserIdentity> {
    return this.#session.backstageIdentity.identity;
  }

  async getCredentials(): Promise<{ token?: string }> {
    if (this.#expiresAt - this.#now() < MARGIN_MS) {
      await this.#renew();
    }
    return { token: this.#session.backstageIdentity.token };
  }

  async signOut(): Promise<void> {
    this.#forget();
  }

  async #renew(): Promise<void> {
    this.#pending ??= this.#replaceSession().finally(() => {
      this.#pending = undefined;
    });
    try {
      await this.#pending;
    } catch (error) {
      if (this.#expiresAt <= this.#now()) {
        throw error;
      }
    }
  }

  async #replaceSession(): Promise<void> {
    this.#session = await this.#refresh();
    this.#expiresAt = this.#expiryOf(this.#session);
  }

  #expiryOf(session: Session): number {
    return tokenExpiry(session.backstageIdentity.token, this.#now());
  }
}
