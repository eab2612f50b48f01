import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  DEFAULT_GITOPS_REPO,
  DEFAULT_GRAFANA_URL,
  DEFAULT_POD_SECURITY_VERSION,
  DEFAULT_REGISTRIES,
  type GoldenPathSettings,
} from '@notes/plugin-golden-path-common';

/** What configuration decides; images and actions come with the library. @public */
export type PlatformSettings = Omit<GoldenPathSettings, 'images' | 'actions'>;

/**
 * Reads `goldenPath.*` once, and fails with the key and the accepted form.
 *
 * @public
 */
export function readGoldenPathSettings(
  config: Pick<
    RootConfigService,
    'getOptionalString' | 'getOptional' | 'getString'
  >,
): PlatformSettings {
  const backendUrl = config.getString('backend.baseUrl');
  const portalUrl = config.getOptionalString('app.baseUrl') ?? backendUrl;
  const gitHostUrl =
    config.getOptionalString('gitHost.baseUrl') ?? `${backendUrl}/git`;
  return {
    platformBaseUrl: withoutSlash(portalUrl),
    gitHostUrl: withoutSlash(gitHostUrl),
    grafanaUrl: withoutSlash(
      config.getOptionalString('goldenPath.grafanaUrl') ?? DEFAULT_GRAFANA_URL,
    ),
    registries: {
      ...DEFAULT_REGISTRIES,
      ...config.getOptional<Record<string, string>>('goldenPath.registries'),
    },
    crossplaneForm: readForm(
      config.getOptionalString('goldenPath.crossplane.form'),
    ),
    gitopsRepo: readRepository(
      'goldenPath.gitopsRepo',
      config.getOptionalString('goldenPath.gitopsRepo') ?? DEFAULT_GITOPS_REPO,
    ),
    podSecurityVersion: readPodSecurityVersion(
      config.getOptionalString('goldenPath.podSecurityVersion'),
    ),
  };
}

function readForm(form = 'namespaced'): 'namespaced' | 'claims' {
  if (form !== 'namespaced' && form !== 'claims') {
    throw new InputError(
      `goldenPath.crossplane.form: "${form}" is not accepted: expected "namespaced" or "claims"`,
    );
  }
  return form;
}

function readPodSecurityVersion(version = DEFAULT_POD_SECURITY_VERSION) {
  if (!/^(latest|v1\.\d{1,3})$/.test(version)) {
    throw new InputError(
      `goldenPath.podSecurityVersion: "${version}" is not accepted: expected "latest" or a version such as "v1.36"`,
    );
  }
  return version;
}

/** Checks that a key holds `owner/name`. */
export function readRepository(key: string, slug: string): string {
  if (!/^[a-z0-9][-a-z0-9]*\/[a-z0-9][-a-z0-9._]*$/.test(slug)) {
    throw new InputError(
      `${key}: "${slug}" is not accepted: expected "owner/name", such as "platform/gitops"`,
    );
  }
  return slug;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
