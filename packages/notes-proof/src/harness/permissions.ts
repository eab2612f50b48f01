const USER = [
  'notes:read',
  'notes:write',
  'search:read',
  'email:read',
  'email:write',
];

/** What auth-service gives each role from the start. */
export const PERMISSIONS_OF: Readonly<Record<string, readonly string[]>> = {
  user: USER,
  auditor: ['audit:read'],
  admin: [
    ...USER,
    'audit:read',
    'config:read',
    'config:write',
    'users:read',
    'users:write',
  ],
};
