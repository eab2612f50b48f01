import type { RuleId } from './ruleIds.ts';

interface PatternRule {
  readonly rule: RuleId;
  readonly patterns: readonly RegExp[];
}

/**
 * Read on normalised text (see normalise.ts), in values that are identifiers, options and numbers by their meaning.
 * Each pattern asks for syntax around the word, because words alone ("select", "script", "union") are plain English.
 * None can backtrack far: gaps have an upper bound.
 */
export const PATTERN_RULES: readonly PatternRule[] = [
  {
    rule: 'sqli',
    patterns: [
      // ' or 1=1, " and 'a'='a, ') or true--
      /['"`)]\s*(?:or|and|\|\||&&)\s*(?:not\s+)?['"`(]?\s*(?:\d+|true|false|null|['"`]?\w{1,40}['"`]?|['"`]{2})\s*(?:['"`]\s*)?(?:=|<|>|--|#|\bis\b|\blike\b|\bbetween\b)/,
      // 1 or 1=1, without a quote, as numbers are attacked
      /^\s*-?\d+\s*\)*\s*(?:or|and)\s+\(?\s*['"]?\d+['"]?\s*(?:=|<|>)/,
      /\bunion\s+(?:all\s+|distinct\s+)?\(?\s*select\b/,
      // ; drop table x, '; delete from
      /;\s*(?:drop|truncate|alter|create)\s+(?:table|database|schema|user|role|function)\b/,
      /;\s*(?:delete\s+from|insert\s+into|update\s+\w{1,60}\s+set|exec(?:ute)?\b|select\b|shutdown\b|copy\s)/,
      // admin'-- and admin'#
      /['"`]\s*\)*\s*(?:--|#|;\s*--)(?:\s|$)/,
      /\b(?:pg_sleep|sleep|benchmark|dbms_pipe\.receive_message)\s*\(\s*['"\d]/,
      /\bwaitfor\s+delay\s*['"]/,
      /\b(?:xp_cmdshell|load_file\s*\(|into\s+(?:out|dump)file\b)/,
      /\bselect\b[^]{1,200}\bfrom\s+(?:information_schema|pg_catalog|pg_shadow|sqlite_master|mysql\.)/,
      /\b(?:extractvalue|updatexml)\s*\(/,
      /\(\s*select\s[^]{1,200}\bfrom\b/,
      /'\s*\|\|\s*\(?\s*(?:select|chr\s*\(|pg_)/,
    ],
  },
  {
    rule: 'xss',
    patterns: [
      /<\s*\/?\s*(?:script|iframe|object|embed|applet|meta|base|link|frameset|template)\b/,
      // <img src=x onerror=…>, <svg/onload=…>, " onfocus=…
      /<\s*[a-z][\w:-]{0,40}[^>]{0,400}?[\s/"']on[a-z]{3,30}\s*=/,
      /["'][\s/]*on[a-z]{3,30}\s*=\s*["'(\w]/,
      /(?:^|[\s"'=(])\s*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:/,
      /\bdata\s*:\s*text\/html/,
      /<\s*(?:svg|math)\b[^>]{0,400}>/,
      /\bsrcdoc\s*=/,
      /\bexpression\s*\(\s*(?:alert|document|window)/,
      /(?:document\s*\.\s*(?:cookie|domain|write)|window\s*\.\s*location)\s*[=(]/,
    ],
  },
  {
    rule: 'traversal',
    patterns: [
      /(?:\.\.[/\\]){2}/,
      /(?:^|[=/\\])\.\.[/\\]/,
      /[/\\](?:etc[/\\](?:passwd|shadow|hosts)|proc[/\\]self|windows[/\\](?:win\.ini|system32))/,
      /^(?:file|php|expect|gopher|dict|jar|netdoc):\/\//,
    ],
  },
  {
    rule: 'injection',
    patterns: [
      // Log4Shell and its disguises: ${jndi:…}, ${${lower:j}ndi:…}
      /\$\{\s*(?:(?:jndi|lower|upper|env|sys|main)\s*:|::-)/,
      // Templates that run code: {{7*7}}, ${7*7}, <%= … %>
      /\{\{\s*[^}]{0,80}(?:\d\s*[*+-]\s*\d|constructor|__class__|config\b|self\b)[^}]{0,80}\}\}/,
      /<%[=\s]/,
      // Commands behind a separator
      /(?:[;|`]|&&|\$\()\s*(?:cat|curl|wget|nc|bash|sh|id|whoami|uname|ping|powershell|cmd(?:\.exe)?)(?:\s|$|[;|)`])/,
      /\(\)\s*\{\s*:?;?\s*\}\s*;/,
      // A header of the answer, made by a line break in a value
      /[\r\n]\s*(?:set-cookie|location|content-(?:type|length)|http\/1)\s*[:\s]/,
    ],
  },
];

/** The first rule that one of the patterns of matches; undefined for harmless text. */
export function ruleMatching(normalised: string): RuleId | undefined {
  // Every pattern needs one of these; most values are words, numbers and ids without any.
  if (
    !/[^\w .,:@+-]|\b(?:or|and|union|waitfor|xp_cmdshell|into)\b|(?:java|vb)\s*script|data\s*:/.test(
      normalised,
    )
  )
    return undefined;
  return PATTERN_RULES.find(({ patterns }) =>
    patterns.some(pattern => pattern.test(normalised)),
  )?.rule;
}
