export type UserStatus = 'active' | 'disabled' | 'deleted';

export interface Preferences {
  readonly theme?: 'system' | 'light' | 'dark';
  readonly language?: string;
  readonly timeZone?: string;
  readonly emailNotifications?: boolean;
}

export interface User {
  readonly id: string;
  /** Undefined once the person is anonymised. */
  readonly email: string | undefined;
  readonly emailVerified: boolean;
  readonly name: string;
  /** Undefined for people who sign in through a provider only. */
  readonly passwordHash: string | undefined;
  readonly status: UserStatus;
  readonly preferences: Preferences;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly twoFactorEnabled: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const ADMIN_ROLE = 'admin';
export const DEFAULT_ROLE = 'user';

/** What tells two addresses apart. Mail servers could tell more apart; people who register twice do not. */
export function emailKeyOf(email: string): string {
  return email.normalize('NFC').toLowerCase();
}

export function isAdmin(user: User): boolean {
  return user.roles.includes(ADMIN_ROLE);
}
