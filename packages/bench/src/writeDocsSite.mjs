import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const WORDS =
  'service request owner template catalog cluster claim queue event cache token policy record schema worker replica probe budget latency deploy rollback secret volume ingress topic offset index query note review merge branch commit'.split(
    ' ',
  );

/** Repeats exactly for one seed, so that two runs measure the same words. */
function createRandom(seed) {
  let state = seed * 2654435761 + 1;
  return limit => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % limit;
  };
}

function sentence(random, length = 14) {
  const words = Array.from({ length }, () => WORDS[random(WORDS.length)]);
  const text = words.join(' ');
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

function paragraph(random, sentences = 5) {
  return Array.from({ length: sentences }, () => sentence(random)).join(' ');
}

const TYPESCRIPT = n => `\`\`\`typescript title="src/handler${n}.ts"
import { createServer, type IncomingMessage } from 'node:http';

export interface Note { id: string; title: string; revision: number }

/** Answers one request for a note. */
export async function handle(request: IncomingMessage): Promise<Note | undefined> {
  const id = new URL(request.url ?? '/', 'http://localhost').searchParams.get('id');
  if (!id || id.length > ${n + 10}) {
    throw new RangeError(\`bad id "\${id}", expected at most ${n + 10} characters\`);
  }
  return { id, title: 'note ${n}', revision: ${n} };
}

createServer(async (req, res) => res.end(JSON.stringify(await handle(req)))).listen(0);
\`\`\``;

const YAML = n => `\`\`\`yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: service-${n}
  labels: { app: service-${n}, team: notes }
spec:
  replicas: ${1 + (n % 5)}
  template:
    spec:
      containers:
        - name: main
          image: "registry.example.test/service-${n}:1.${n}.0"
          ports: [{ containerPort: 8080 }]
\`\`\``;

const SHELL = n => `\`\`\`bash
set -euo pipefail
for name in one two three; do
  curl --fail --silent "http://localhost:${8000 + n}/health?name=\${name}" | jq '.status'
done
\`\`\``;

const section = (random, page, n, pages) => `## Part ${n} of page ${page}

${paragraph(random)} See [the other page](page-${random(pages)}.md) and [above](#part-1-of-page-${page}).

${paragraph(random, 4)}

!!! note "What to know"
    ${paragraph(random, 2)}

    - ${sentence(random, 8)}
    - ${sentence(random, 8)}

${[TYPESCRIPT, YAML, SHELL][n % 3](page + n)}

| Name | Meaning | Default |
| --- | --- | ---: |
${Array.from({ length: 6 }, (_, row) => `| \`key${row}\` | ${sentence(random, 6)} | ${row} |`).join('\n')}

1. ${sentence(random)}
2. ${sentence(random)}
3. **${WORDS[random(WORDS.length)]}** and *${WORDS[random(WORDS.length)]}* in \`code\`.

=== "npm"

    Run \`npm test\`. ${sentence(random)}

=== "yarn"

    Run \`yarn test\`. ${sentence(random)}
`;

function page(number, pages) {
  const random = createRandom(number + 1);
  const parts = Array.from({ length: 5 }, (_, index) =>
    section(random, number, index + 1, pages),
  );
  return `# Page ${number}\n\n${paragraph(random)}\n\n${parts.join('\n')}\n- [x] done\n- [ ] open\n\nA note[^1].\n\n[^1]: ${sentence(random)}\n`;
}

const MKDOCS_YML = `site_name: Bench
theme: { name: material, font: false }
plugins: [search]
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - tables
  - toc: { permalink: true }
  - pymdownx.details
  - pymdownx.highlight
  - pymdownx.superfences
  - pymdownx.tabbed: { alternate_style: true }
  - pymdownx.tasklist
`;

/**
 * Writes a folder of documentation that both engines build without warnings:
 * code, tables, tabs, admonitions and links between pages, about 10 kB a page.
 */
export async function writeDocsSite(directory, pages) {
  const docs = join(directory, 'docs');
  await mkdir(docs, { recursive: true });
  await writeFile(join(directory, 'mkdocs.yml'), MKDOCS_YML);
  await writeFile(
    join(docs, 'index.md'),
    `# Bench\n\n${Array.from({ length: pages }, (_, n) => `- [Page ${n}](page-${n}.md)`).join('\n')}\n`,
  );
  for (let number = 0; number < pages; number += 1) {
    await writeFile(join(docs, `page-${number}.md`), page(number, pages));
  }
}
