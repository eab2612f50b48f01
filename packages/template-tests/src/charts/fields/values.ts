/** Values that rows of several areas start from. */
export const hostnames = ['billing.notes.example'];
export const route = { exposure: { type: 'httproute', hostnames } };
export const sidecar = { mesh: { mode: 'sidecar' } };
export const ambient = { mesh: { mode: 'ambient' } };
export const host = 'billing-service.notes-dev.svc.cluster.local';
