/** A token whose payload says when it ends; nobody checks its signature here. */
export function fakeToken(expiresAtMs: number): string {
  const payload = btoa(JSON.stringify({ exp: Math.floor(expiresAtMs / 1000) }));
  return `header.${payload}.signature`;
}
