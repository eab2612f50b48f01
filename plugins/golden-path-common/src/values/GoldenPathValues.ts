import type { JsonValue } from '@backstage/types';

/**
 * The values that every layer may use.
 *
 * A template without a service, such as one that changes an existing repository, has only those that
 * follow from its parameters.
 *
 * @public
 */
export interface GoldenPathValues {
  [name: string]: JsonValue | undefined;
  name?: string;
  description?: string;
  /** The description where Markdown is read: every character that could mean something is escaped. */
  descriptionMarkdown?: string;
  owner?: string;
  ownerName?: string;
  system?: string;
  systemName?: string;
  repoHost: string;
  repoOwner?: string;
  repoSlug?: string;
  /** The page of the repository. */
  repoUrl?: string;
  /** The address for `git clone`. */
  repoCloneUrl?: string;
  language: string;
  languageTitle: string;
  port: number;
  lifecycle: string;
  database: string;
  hasDatabase: boolean;
  databaseIdentifier?: string;
  cache: string;
  hasCache: boolean;
  events: string;
  hasEvents: boolean;
  produces: boolean;
  consumes: boolean;
  hasParts: boolean;
  /** The kinds of claims that were chosen and have a size and a profile. */
  sizedClaims: string[];
  mesh: string;
  hasMesh: boolean;
  canary: string;
  hasCanary: boolean;
  secrets: string;
  hasSecrets: boolean;
  chaos: boolean;
  ci: string;
  sonar: string;
  hasSonar: boolean;
  registry: string;
  imageRepository?: string;
  exposure: string;
  costCenter: string;
  dataClassification: string;
  tier: string;
  /** Availability that the SLO promises, in percent. */
  availabilityObjective: number;
  environments: string[];
  namespaces?: { dev: string; staging: string; prod: string };
  platformBaseUrl: string;
  docsUrl?: string;
  grafanaUrl: string;
  /** What the uids of the service's dashboards begin with, short enough for Grafana. */
  dashboardUid?: string;
  gitopsRepo: string;
  gitopsUrl: string;
  crossplaneForm: string;
  /** `v1.36` or `latest`, for the label of a namespace. */
  podSecurityVersion: string;
  images: { [use: string]: string };
  actions: { [use: string]: string };
}
