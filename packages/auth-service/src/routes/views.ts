import type { Role } from '../data/RoleStore.ts';
import type { Session } from '../data/SessionStore.ts';
import type { User } from '../domain/User.ts';

export function meView(user: User): object {
  return {
    id: user.id,
    email: user.email ?? '',
    emailVerified: user.emailVerified,
    name: user.name,
    roles: user.roles,
    permissions: user.permissions,
    preferences: user.preferences,
    twoFactorEnabled: user.twoFactorEnabled,
    hasPassword: user.passwordHash !== undefined,
    createdAt: user.createdAt.toISOString(),
  };
}

export function userView(user: User, lockedUntil?: Date): object {
  return {
    id: user.id,
    ...(user.email === undefined ? {} : { email: user.email }),
    emailVerified: user.emailVerified,
    name: user.name,
    status: user.status,
    roles: user.roles,
    twoFactorEnabled: user.twoFactorEnabled,
    ...(lockedUntil ? { lockedUntil: lockedUntil.toISOString() } : {}),
    createdAt: user.createdAt.toISOString(),
    updatedAt: user.updatedAt.toISOString(),
  };
}

export function sessionView(session: Session, currentId: string): object {
  return {
    id: session.id,
    current: session.id === currentId,
    method: session.method,
    twoFactor: session.twoFactor,
    ...(session.ip === undefined ? {} : { ip: session.ip }),
    userAgent: session.userAgent,
    createdAt: session.createdAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  };
}

export function roleView({
  builtIn,
  description,
  name,
  permissions,
}: Role): object {
  return { name, description, permissions, builtIn };
}
