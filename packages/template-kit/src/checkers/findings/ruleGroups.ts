import { parse } from 'yaml';

export type Rule = {
  alert?: string;
  record?: string;
  expr: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
};
export type RuleGroup = { name: string; rules: Rule[] };
export type Alert = Rule & { alert: string };

export function groupsOf(rules: string): RuleGroup[] {
  return parse(rules).spec.groups;
}

export function rulesOf(rules: string): Rule[] {
  return groupsOf(rules).flatMap(group => group.rules);
}

export function alertsOf(rules: string): Alert[] {
  return rulesOf(rules).filter((rule): rule is Alert => Boolean(rule.alert));
}
