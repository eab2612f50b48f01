import {
  BackstageUserIdentity,
  DiscoveryApi,
  ProfileInfo,
} from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';

/** What the auth backend answers when somebody is signed in. */
export interface Session {
  profile: ProfileInfo;
  backstageIdentity: {
    token: string;
    identity: BackstageUserIdentity;
  };
}

/** Who signs in without a password: a named demo person, or the guest. */
export type SignInChoice =
  | { provider: 'demo'; person: string; displayName: string }
  | { provider: 'guest' };

function isSession(value: unknown): value is Session {
  const identity = (value as Partial<Session> | undefined)?.backstageIdentity;
  return (
    typeof identity?.token === 'string' &&
    typeof identity.identity?.userEntityRef === 'string'
  );
}

/** Asks the auth backend for a fresh session of the chosen person. */
export async function fetchSession(
  discoveryApi: DiscoveryApi,
  choice: SignInChoice,
): Promise<Session> {
  const url = new URL(
    `${await discoveryApi.getBaseUrl('auth')}/${choice.provider}/refresh`,
  );
  if (choice.provider === 'demo') {
    url.searchParams.set('person', choice.person);
  }
  const response = await fetch(url, {
    credentials: 'include',
    // The auth backend takes this header as the sign that no other site sent the request.
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  const body: unknown = await response.json();
  if (!isSession(body)) {
    throw new Error(
      `The sign-in provider '${choice.provider}' answered without an identity`,
    );
  }
  return body;
}
