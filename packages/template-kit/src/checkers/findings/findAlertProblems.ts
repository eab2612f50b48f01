import { parse } from 'yaml';
import { alertsOf, type Alert } from './ruleGroups';
import type { TextFiles } from './findTextProblems';

const LABELS = ['severity', 'team', 'service'];
const ANNOTATIONS = ['summary', 'description', 'runbook_url', 'dashboard_url'];
/** What a section of the runbook says, in this order. */
export const RUNBOOK_PARTS = [
  'Meaning',
  'Impact',
  'Dashboards',
  'First five minutes',
  'Diagnosis',
  'Mitigation',
  'Rollback',
  'Escalation',
  'Post-incident',
];
/** Sections that all alerts share. */
const SHARED_SECTIONS = ['Go back', 'Escalate', 'Afterwards'];

type RuleTest = {
  alert_rule_test?: { alertname: string; exp_alerts?: unknown[] }[];
};

/** What keeps an alert from helping the person it wakes. */
export function findAlertProblems(files: TextFiles): string[] {
  const alerts = alertsOf(files['observability/rules.yaml']);
  const names = new Set(alerts.map(({ alert }) => alert));
  return [
    ...alerts.flatMap(findMissingFields),
    ...alerts.flatMap(alert => findBrokenLinks(alert, files)),
    ...findRunbookProblems(names, files['docs/runbook.md']),
    ...findUntested(names, files['observability/rules.test.yaml']),
  ];
}

function findMissingFields({ alert, labels = {}, annotations = {} }: Alert) {
  return [
    ...LABELS.filter(label => !labels[label]),
    ...ANNOTATIONS.filter(annotation => !annotations[annotation]),
  ].map(field => `${alert} has no ${field}`);
}

function findBrokenLinks({ alert, annotations = {} }: Alert, files: TextFiles) {
  const problems: string[] = [];
  if (!annotations.runbook_url?.endsWith(`/runbook/#${alert.toLowerCase()}`))
    problems.push(`${alert} does not lead to its section of the runbook`);
  const uid = annotations.dashboard_url?.split('/d/')[1];
  const uids = Object.keys(files)
    .filter(path => path.startsWith('observability/dashboards/'))
    .map(path => JSON.parse(files[path]).uid);
  if (!uids.includes(uid))
    problems.push(`${alert} leads to the board "${uid}", which does not exist`);
  return problems;
}

function findRunbookProblems(names: Set<string>, runbook: string): string[] {
  const sections = new Map(
    runbook
      .split(/^## /m)
      .slice(1)
      .map(text => [text.split('\n')[0], text]),
  );
  const problems = [...names]
    .filter(name => !sections.has(name))
    .map(name => `${name} has no section in the runbook`);
  for (const [title, text] of sections) {
    if (SHARED_SECTIONS.includes(title)) continue;
    if (!names.has(title))
      problems.push(
        `the runbook has a section for "${title}", which is no alert`,
      );
    const parts = [...text.matchAll(/^\*\*(.+?):\*\*/gm)].map(
      match => match[1],
    );
    if (parts.join() !== RUNBOOK_PARTS.join())
      problems.push(`the section "${title}" has the parts ${parts.join(', ')}`);
  }
  return problems;
}

function findUntested(names: Set<string>, tests: string): string[] {
  const cases = (parse(tests).tests as RuleTest[]).flatMap(
    test => test.alert_rule_test ?? [],
  );
  const tested = (fires: boolean) =>
    new Set(
      cases
        .filter(
          ({ exp_alerts: expected }) => Boolean(expected?.length) === fires,
        )
        .map(({ alertname }) => alertname),
    );
  const [firing, quiet] = [tested(true), tested(false)];
  return [...names].flatMap(name => [
    ...(firing.has(name) ? [] : [`no test makes ${name} fire`]),
    ...(quiet.has(name) ? [] : [`no test keeps ${name} quiet`]),
  ]);
}
