import type { Report } from '@notes/template-kit/src/cli/Report';
import type { Cluster } from '../client';
import type { ObjectJudge } from './ObjectJudge';

/** What the proofs share. */
export interface ProofContext {
  cluster: Cluster;
  judge: ObjectJudge;
  report: Report;
  /** Why an object cannot be judged, where the definitions of its project are absent. */
  whyUnknown: (apiVersion: string) => string | undefined;
  signal?: AbortSignal;
}
