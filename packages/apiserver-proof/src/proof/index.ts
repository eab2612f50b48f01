export { applyObjects } from './applyObjects';
export { ObjectJudge } from './ObjectJudge';
export type { ProofContext } from './ProofContext';
export { proveApis } from './proveApis';
export { proveApplications } from './proveApplications';
export { proveTemplate, type EmittedCase } from './proveTemplate';
