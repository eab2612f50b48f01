export { CheckRun, type Looks, type Verdict } from './CheckRun';
export type { CheckContext, Checker } from './Checker';
export { VerdictStore } from './VerdictStore';
