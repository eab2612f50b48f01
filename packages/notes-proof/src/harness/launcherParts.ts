import { fileURLToPath } from 'node:url';

export const CHECKOUT = fileURLToPath(new URL('../../../..', import.meta.url));

export interface NotesServiceFacts {
  readonly name: string;
  readonly offset: number;
  readonly database?: string;
  readonly usesBus?: boolean;
}

interface Secrets {
  readonly postgresPassword: string;
  passwordOf(name: string): string;
  writeDatabaseUrls(
    environment: Readonly<Record<string, string>>,
    names: readonly string[],
  ): void;
}

export interface Places {
  readonly outbox: string;
  readonly attachments: string;
  readonly adminPassword: string;
  keyRing(name: string): string;
  databaseUrl(name: string): string;
}

/** What `npm run notes` starts services with, so that the proof runs what people run. */
export interface LauncherParts {
  readonly services: readonly NotesServiceFacts[];
  readonly busDatabase: string;
  readonly adminEmail: string;
  isInCheckout(service: NotesServiceFacts, checkout: string): boolean;
  notesPaths(paths: { data: string }): Places;
  ringsOf(service: NotesServiceFacts, checkout: string): readonly string[];
  developmentFile(name: string, checkout: string): string;
  prepareSecrets(options: {
    places: Places;
    rings: readonly string[];
  }): Secrets;
  ensureDatabases(options: {
    checkout: string;
    environment: Readonly<Record<string, string>>;
    databases: readonly { name: string; password: string }[];
  }): Promise<readonly string[]>;
  serviceEnvironment(
    service: NotesServiceFacts,
    options: {
      paths: { compileCache: string };
      places: Places;
      portBase: number;
      node: string;
      rings: readonly string[];
      env: Readonly<Record<string, string | undefined>>;
    },
  ): Record<string, string>;
}

/** The launcher is plain JavaScript that needs no install, so its parts get their types here. */
export async function launcherParts(): Promise<LauncherParts> {
  const [list, environment, paths, secrets, databases] = await Promise.all(
    [
      'serviceList',
      'serviceEnvironment',
      'notesPaths',
      'prepareSecrets',
      'ensureDatabases',
    ].map(name => load(name)),
  );
  return {
    services: list?.SERVICES,
    busDatabase: list?.BUS_DATABASE,
    adminEmail: environment?.ADMIN_EMAIL,
    ...list,
    ...environment,
    ...paths,
    ...secrets,
    ...databases,
  } as unknown as LauncherParts;
}

async function load(name: string): Promise<Record<string, unknown>> {
  const file = new URL(
    `../../../launcher/src/notes/${name}.mjs`,
    import.meta.url,
  );
  return (await import(file.href)) as Record<string, unknown>;
}
