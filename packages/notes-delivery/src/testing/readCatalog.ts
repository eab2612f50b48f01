import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { ROOT } from '../root';

export interface CatalogEntity {
  /** The package in whose catalog file it stands; nothing for the root. */
  readonly folder?: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly owner?: string;
    readonly system?: string;
    readonly type?: string;
    readonly definition?: { readonly $text: string };
    readonly providesApis?: readonly string[];
    readonly consumesApis?: readonly string[];
    readonly dependsOn?: readonly string[];
  };
}

/** The entities of the root and of all packages. */
export function readCatalog(): CatalogEntity[] {
  const files = [
    'catalog-info.yaml',
    ...globSync('packages/*/catalog-info.yaml', { cwd: ROOT }).sort(),
  ];
  return files.flatMap(file => {
    const folder = /^packages\/([^/]+)\//.exec(file)?.[1];
    return parseAllDocuments(readFileSync(join(ROOT, file), 'utf8')).map(
      document => ({ ...(document.toJS() as CatalogEntity), folder }),
    );
  });
}

/** What each kind of claim is in the catalog; access and images belong to their service. */
const STORES: Readonly<Record<string, string>> = {
  PostgreSQLInstance: 'postgresql',
  RedisCache: 'redis',
  KafkaTopic: 'kafka-topic',
  Bucket: 's3-bucket',
};
const NO_STORES = ['ImageRepository', 'WorkloadIdentity', 'Kustomization'];

/** The stores that a package claims, as `name: type`. */
export function claimedStores(folder: string): string[] {
  return globSync('claims/*.yaml', { cwd: join(ROOT, 'packages', folder) })
    .map(file => {
      const text = readFileSync(join(ROOT, 'packages', folder, file), 'utf8');
      return parse(text) as CatalogEntity;
    })
    .filter(({ kind }) => !NO_STORES.includes(kind))
    .map(({ kind, metadata }) => `${metadata.name}: ${STORES[kind] ?? kind}`)
    .sort();
}
