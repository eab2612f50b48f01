/** What the firewall looks for; the order is that of the checks. */
export const RULE_IDS = [
  'ip-list',
  'method',
  'size',
  'path',
  'smuggling',
  'sqli',
  'xss',
  'traversal',
  'injection',
] as const;

export type RuleId = (typeof RULE_IDS)[number];

export function isRuleId(text: string): text is RuleId {
  return (RULE_IDS as readonly string[]).includes(text);
}
