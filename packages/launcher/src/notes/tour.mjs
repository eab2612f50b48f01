import { shortName } from './serviceList.mjs';

const JSON_TYPE = "-H 'Content-Type: application/json'";
/** What follows a note by events is there a moment later; asked again for at most ten seconds. */
const EVENTUALLY = `eventually() { for i in 1 2 3 4 5 6 7 8 9 10; do R=$("$@"); case "$R" in *Lighthouse*) break;; esac; sleep 1; done; printf '%s\\n' "$R"; }`;
/** JSON on lines of its own; what is no JSON as it came. */
const SHOW = `show() { node -e 'let text=require("fs").readFileSync(0,"utf8"); try { text=JSON.stringify(JSON.parse(text),null,2) } catch {} console.log(text)'; }`;
/** What a reader of the mail sees, without its HTML. */
const READ_MAIL = `node -e 'for (const {to,subject,text} of JSON.parse(require("fs").readFileSync(0)).items) console.log(\`To: \${to.address}\\nSubject: \${subject}\\n\\n\${text}\`)'`;
const TOKEN_OF = `node -pe 'JSON.parse(require("fs").readFileSync(0)).accessToken'`;

/**
 * A walk through the application by curl, as one text to paste. Each step names the services it needs; `needs` and
 * `shows` are also what the test of the tour goes by.
 *
 * @typedef {{ title: string, needs: readonly string[], lines: readonly string[], shows: RegExp }} TourStep
 * @param {{ portBase: number, adminEmail: string, adminPasswordFile: string, hasOutbox?: boolean }} options
 *   with SMTP_URL mail goes out, and there is no outbox to look at
 * @returns {readonly TourStep[]}
 */
export function tourSteps({
  portBase,
  adminEmail,
  adminPasswordFile,
  hasOutbox = true,
}) {
  // A whole tour pasted at once is faster than ten requests a second; curl then waits as Retry-After says.
  const curl = 'curl -sS --retry 5';
  const mine = '-H "Authorization: Bearer $TOKEN"';
  return [
    {
      title: 'Register somebody',
      needs: ['gateway', 'auth'],
      lines: [
        `API=http://localhost:${portBase}`,
        EVENTUALLY,
        SHOW,
        `EMAIL="guest-$(date +%s)@notes.example"; PASSWORD="$(node -pe 'crypto.randomUUID()')"`,
        `${curl} "$API/api/auth/register" ${JSON_TYPE} -d '{"email":"'"$EMAIL"'","password":"'"$PASSWORD"'","name":"Guest"}' | show`,
      ],
      shows: /"accepted"/,
    },
    {
      title: 'Sign in; the token counts for 15 minutes',
      needs: ['gateway', 'auth'],
      lines: [
        `TOKEN=$(${curl} "$API/api/auth/login" ${JSON_TYPE} -d '{"email":"'"$EMAIL"'","password":"'"$PASSWORD"'"}' | ${TOKEN_OF})`,
        `echo "signed in as $EMAIL, \${#TOKEN} characters of token"`,
      ],
      shows: /signed in as guest-\d+@notes\.example, \d{3} characters/,
    },
    {
      title: 'Write a note',
      needs: ['gateway', 'auth', 'notes'],
      lines: [
        `${curl} -w '\\n' -i "$API/api/notes" ${mine} ${JSON_TYPE} -d '{"title":"Lighthouse","content":"The lamp turns at dusk.","tags":["sea"]}'`,
      ],
      shows: /^etag: "v1"[^]*"title":"Lighthouse"/im,
    },
    {
      title: 'List your notes',
      needs: ['gateway', 'auth', 'notes'],
      lines: [`${curl} "$API/api/notes?limit=5" ${mine} | show`],
      shows: /"items": \[\s+\{[^]*"Lighthouse"/,
    },
    {
      title: 'Find it; events bring it into the index',
      needs: ['gateway', 'auth', 'notes', 'search'],
      lines: [
        `eventually ${curl} "$API/api/search?q=lighthouse" ${mine} | show`,
      ],
      shows: /Lighthouse/i,
    },
    ...(hasOutbox ? [outboxStep(curl, portBase + 4)] : []),
    {
      title: 'Read the audit trail as the administrator',
      needs: ['gateway', 'auth', 'audit'],
      lines: [
        `ADMIN=$(node -pe 'JSON.stringify({email:"${adminEmail}",password:require("fs").readFileSync(${jsText(adminPasswordFile)},"utf8").trim()})' | ${curl} "$API/api/auth/login" ${JSON_TYPE} -d @- | ${TOKEN_OF})`,
        `${curl} "$API/api/audit/records?limit=3" -H "Authorization: Bearer $ADMIN" | show`,
      ],
      shows: /"items": \[\s+\{/,
    },
    {
      title: 'Meet the rate limit: ten requests a second from one address',
      needs: ['gateway', 'auth', 'notes'],
      lines: [
        // In a shell of its own, which says nothing about the jobs it ends.
        `(for i in $(seq 1 30); do curl -sS -o /dev/null -w '%{http_code} ' "$API/api/notes" ${mine} & done; wait; echo)`,
        `curl -sS -i "$API/api/notes" ${mine} | grep -i -E '^(HTTP|RateLimit|Retry-After)'`,
      ],
      shows: /\b429\b[^]*RateLimit/i,
    },
  ];
}

function outboxStep(curl, port) {
  return {
    title: `See the mail about it, or open http://localhost:${port}/outbox`,
    needs: ['gateway', 'auth', 'notes', 'email'],
    lines: [
      `eventually ${curl} "http://localhost:${port}/outbox/messages?to=$EMAIL" | ${READ_MAIL}`,
    ],
    shows: /^Subject: .*Lighthouse/m,
  };
}

/** The steps whose services run, as lines to paste. */
export function tourText(steps, running) {
  const names = new Set(running.map(shortName));
  return steps
    .filter(({ needs }) => needs.every(name => names.has(name)))
    .flatMap(({ title, lines }, index) => [
      `# ${index + 1}. ${title}`,
      ...lines,
      '',
    ]);
}

/** Inside single quotes of a shell, and a text in JavaScript; a quote in a folder's name would end the first. */
function jsText(text) {
  return JSON.stringify(text).replace(/'/g, String.raw`\u0027`);
}
