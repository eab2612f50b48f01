export { findAlertProblems, RUNBOOK_PARTS } from './findAlertProblems';
export { findCatalogProblems } from './findCatalogProblems';
export { findClaimProblems } from './findClaimProblems';
export {
  expressionsOf,
  findDashboardProblems,
  type Dashboard,
} from './findDashboardProblems';
export { findDataProblems } from './findDataProblems';
export { findDependencyProblems } from './findDependencyProblems';
export { findGateProblems } from './findGateProblems';
export { findLockProblems } from './findLockProblems';
export { findMetricProblems } from './findMetricProblems';
export { findPythonDependencyProblems } from './findPythonDependencyProblems';
export { findPythonTraces, isOwn } from './findPythonTraces';
export { findRenovateProblems } from './findRenovateProblems';
export { findSkipProblems } from './findSkipProblems';
export { findTextProblems, type TextFiles } from './findTextProblems';
export { findTraces } from './findTraces';
export { findWorkflowProblems } from './findWorkflowProblems';
export { readPromql, type PromqlReading } from './readPromql';
export {
  alertsOf,
  groupsOf,
  rulesOf,
  type Alert,
  type Rule,
  type RuleGroup,
} from './ruleGroups';
export {
  PLATFORM_METRICS,
  PROMETHEUS_METRICS,
  serviceMetrics,
  type MetricOptions,
} from './serviceMetrics';
