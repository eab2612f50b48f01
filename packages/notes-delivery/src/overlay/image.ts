import type { Change } from '../change/Change';
import type { NotesService } from '../services';

/** Neither packages nor sources of the portal belong into an image of a service. */
const CONTEXT = `# Nothing but what the image is built from. The names of all packages are needed to read the lock file.
*
!package.json
!yarn.lock
!.yarnrc.yml
!.yarn/releases
!.yarn/patches
!packages/*/package.json
!plugins/*/package.json
!packages/service-kit/scripts/migrate.mjs
!packages/service-kit/src
!packages/events/src
!packages/events/asyncapi.yaml
`;

/**
 * The image of a service. The context is the root of the workspace, and there is no build: Node runs TypeScript as it
 * is written. Base images are those that the template names.
 *
 * @param rendered the Dockerfile that the template writes
 */
export function imageChanges(
  service: NotesService,
  rendered: string,
): Change[] {
  const reason =
    'The service lies in a workspace and runs as written, without a build';
  return [
    { kind: 'drop', path: '.dockerignore', reason },
    {
      kind: 'write',
      path: 'Dockerfile.dockerignore',
      reason,
      text: contextOf(service),
    },
    {
      kind: 'write',
      path: 'Dockerfile',
      reason,
      text: dockerfileOf(service, rendered),
    },
  ];
}

function contextOf({ name, values }: NotesService): string {
  const folder = `packages/${name}`;
  return [
    `${CONTEXT}!${folder}/src`,
    `!${folder}/*.yaml`,
    ...(values.database ? [`!${folder}/migrations`] : []),
    'packages/*/src/testing',
    'packages/*/src/**/*.test.ts',
    '**/catalog-info.yaml',
    '**/*.env',
    '',
  ].join('\n');
}

function dockerfileOf({ name }: NotesService, rendered: string): string {
  const syntax = firstMatch(rendered, /^# syntax=.*$/m);
  const build = firstMatch(rendered, /^FROM (\S+) AS dependencies$/m);
  const runtime = firstMatch(rendered, /^FROM (gcr\.io\/\S+)$/m);
  return `${syntax}

FROM ${build} AS dependencies
WORKDIR /app
COPY . .
# No package runs a script of its own while it is installed.
RUN --mount=type=cache,target=/root/.yarn \\
    YARN_ENABLE_SCRIPTS=false YARN_ENABLE_GLOBAL_CACHE=true YARN_GLOBAL_FOLDER=/root/.yarn \\
    node .yarn/releases/yarn-*.cjs workspaces focus --production @notes/${name} \\
    && rm -rf .yarn yarn.lock plugins \\
    && find packages -mindepth 1 -maxdepth 1 ! -name ${name} ! -name service-kit ! -name events -exec rm -rf {} +

FROM ${runtime}
ARG REVISION=unknown
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="${name}" \\
      org.opencontainers.image.revision="\${REVISION}" \\
      org.opencontainers.image.version="\${VERSION}" \\
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080 SERVICE_VERSION=\${VERSION}
COPY --from=dependencies --chown=65532:65532 /app /app
WORKDIR /app/packages/${name}
USER 65532:65532
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s --retries=3 CMD ["/nodejs/bin/node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/nodejs/bin/node", "--enable-source-maps", "--import", "@notes/service-kit/telemetry", "src/main.ts"]
`;
}

function firstMatch(text: string, pattern: RegExp): string {
  const match = pattern.exec(text);
  if (!match)
    throw new Error(`the Dockerfile of the template has no ${pattern}`);
  return match[1] ?? match[0];
}
