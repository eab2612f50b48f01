import type { JsonObject } from '@backstage/types';
import type { GoldenPathSettings } from './GoldenPathSettings';
import type { GoldenPathValues } from './GoldenPathValues';
import { dashboardUidOf } from './dashboardUidOf';
import { REPOSITORY_HOSTS } from './repositoryHosts';
import { parseRef } from './parseRef';
import {
  validateParameters,
  type CheckedParameters,
} from './validateParameters';

const LANGUAGE_TITLES: Record<string, string> = {
  node: 'Node.js',
  python: 'Python',
  none: '',
};
const ENVIRONMENTS = ['dev', 'staging', 'prod'];

/**
 * Makes the values of all layers from the parameters, once for all templates.
 *
 * @public
 */
export function deriveValues(
  parameters: JsonObject,
  settings: GoldenPathSettings,
  manifest: { language: string; values?: JsonObject } = { language: 'none' },
): GoldenPathValues {
  const checked = validateParameters(parameters, manifest);
  const values: GoldenPathValues = {
    port: 8080,
    lifecycle: 'experimental',
    ...(checked as JsonObject),
    ...deriveChoices(checked),
    ...derivePlatform(settings),
    ...deriveIdentity(checked),
    ...deriveAddresses(checked, settings),
    language: manifest.language,
    languageTitle: LANGUAGE_TITLES[manifest.language] ?? manifest.language,
    ...manifest.values,
  } as GoldenPathValues;
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as GoldenPathValues;
}

function deriveChoices(checked: CheckedParameters) {
  const { database, cache, events, tier } = checked;
  return {
    hasDatabase: database !== 'none',
    hasCache: cache !== 'none',
    hasEvents: events !== 'none',
    produces: events === 'producer' || events === 'both',
    consumes: events === 'consumer' || events === 'both',
    hasParts: [database, cache, events].some(each => each !== 'none'),
    sizedClaims: [
      ...(database === 'none' ? [] : ['PostgreSQLInstance']),
      ...(cache === 'none' ? [] : ['RedisCache']),
      ...(events === 'none' ? [] : ['KafkaTopic']),
    ],
    hasMesh: checked.mesh !== 'none',
    hasCanary: checked.canary !== 'none',
    hasSecrets: checked.secrets !== 'none',
    hasSonar: checked.sonar !== 'none',
    availabilityObjective: tier === 'critical' ? 99.95 : 99.9,
  };
}

function derivePlatform(settings: GoldenPathSettings) {
  return {
    environments: ENVIRONMENTS,
    platformBaseUrl: settings.platformBaseUrl,
    grafanaUrl: settings.grafanaUrl,
    gitopsRepo: settings.gitopsRepo,
    gitopsUrl: `${settings.gitHostUrl}/${settings.gitopsRepo}.git`,
    crossplaneForm: settings.crossplaneForm,
    podSecurityVersion: settings.podSecurityVersion,
    images: settings.images,
    actions: settings.actions,
  };
}

function deriveIdentity({
  name,
  description,
  owner,
  system,
}: CheckedParameters) {
  const ownerRef = owner ? parseRef(owner, 'group') : undefined;
  const systemRef = system ? parseRef(system, 'system') : undefined;
  return {
    owner: ownerRef?.ref,
    ownerName: ownerRef?.name,
    system: systemRef?.ref,
    systemName: systemRef?.name,
    namespaces: systemRef && namespacesOf(systemRef.name),
    databaseIdentifier: name?.replaceAll('-', '_'),
    dashboardUid: name && dashboardUidOf(name),
    descriptionMarkdown: description && escapeMarkdown(description),
  };
}

function namespacesOf(system: string) {
  // A namespace is a DNS label, and an entity name may hold more than that.
  const label = system.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return Object.fromEntries(
    ENVIRONMENTS.map(environment => [environment, `${label}-${environment}`]),
  );
}

/** Where Markdown is read, every character that could mean something is escaped. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~$&:@=.-]/g, '\\$&');
}

function deriveAddresses(
  { name, repoHost, repoOwner, registry }: CheckedParameters,
  settings: GoldenPathSettings,
) {
  if (!name) {
    return {};
  }
  const docsUrl = `${settings.platformBaseUrl}/docs/default/component/${name}`;
  if (!repoOwner) {
    return { docsUrl };
  }
  const repoSlug = `${repoOwner}/${name}`;
  const outside = REPOSITORY_HOSTS[repoHost ?? 'embedded'];
  const repoUrl = outside
    ? `${outside}/${repoSlug}`
    : `${settings.platformBaseUrl}/repositories/${repoSlug}`;
  return {
    docsUrl,
    repoSlug,
    repoUrl,
    repoCloneUrl: `${outside ?? settings.gitHostUrl}/${repoSlug}.git`,
    imageRepository: `${settings.registries[registry ?? 'ghcr']}/${repoSlug}`,
  };
}
