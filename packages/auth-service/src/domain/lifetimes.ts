/** The times that the requirements fix: F-09 for access, F-10 for refresh, F-11 for idle sessions. */
export const ACCESS_TOKEN_SECONDS = 15 * 60;
export const SESSION_IDLE_SECONDS = 30 * 60;
export const SESSION_LIFETIME_SECONDS = 7 * 24 * 60 * 60;

/**
 * Two tabs may send the same refresh token at almost the same time. The second is told to try again with the
 * cookie that the first was given. It gets no token, so a thief gains nothing from being this quick.
 */
export const REFRESH_RACE_SECONDS = 10;

/** How long a sign-in may wait for its second factor, and how often it may be wrong. */
export const CHALLENGE_SECONDS = 5 * 60;
export const CHALLENGE_ATTEMPTS = 5;

/** How long somebody may take to sign in at a provider. */
export const OAUTH_FLOW_SECONDS = 10 * 60;

/** How long the link of a forgotten password counts. */
export const PASSWORD_RESET_MINUTES = 30;

export function secondsAfter(start: Date, seconds: number): Date {
  return new Date(start.getTime() + seconds * 1_000);
}
