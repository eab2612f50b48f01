import { describeObject } from '../client';
import type { Manifest } from '../emitted';

const PRINCIPAL = /^[^/]+\/ns\/([^/]+)\/sa\/([^/]+)$/;

/** Accounts that the platform makes. Istio names the account of a gateway after it and its class. */
const PLATFORM_ACCOUNTS = ['gateway/shared-istio', 'monitoring/prometheus-k8s'];
/** The account of the waypoint that an ambient mesh has in each namespace. */
const WAYPOINT = 'waypoint';

interface AuthorizationSpec {
  rules?: { from?: { source?: { principals?: string[] } }[] }[];
}

/**
 * Who an AuthorizationPolicy lets in must be somebody: an account that the charts of this environment create, or one
 * of the platform.
 *
 * @param accounts `namespace/name` of service accounts of other services that call this one
 */
export function findPrincipalProblems(
  manifests: Manifest[],
  accounts: string[] = [],
): { principals: number; problems: string[] } {
  let principals = 0;
  const problems: string[] = [];
  for (const { object, place } of manifests) {
    if (object.kind !== 'AuthorizationPolicy') continue;
    const known = [
      ...accountsOf(manifests, place),
      ...PLATFORM_ACCOUNTS,
      ...accounts,
    ];
    for (const principal of principalsOf(object.spec as AuthorizationSpec)) {
      principals += 1;
      const [, namespace, name] = PRINCIPAL.exec(principal) ?? [];
      const isKnown =
        known.includes(`${namespace}/${name}`) ||
        (name === WAYPOINT && namespace === object.metadata.namespace);
      if (!isKnown) {
        problems.push(
          `${describeObject(object)} lets in "${principal}", which is no service account of the charts or the platform`,
        );
      }
    }
  }
  return { principals, problems };
}

function accountsOf(manifests: Manifest[], place: string): string[] {
  return manifests
    .filter(each => each.place === place)
    .filter(({ object }) => object.kind === 'ServiceAccount')
    .map(
      ({ object: { metadata } }) => `${metadata.namespace}/${metadata.name}`,
    );
}

function principalsOf({ rules = [] }: AuthorizationSpec): string[] {
  return rules.flatMap(({ from = [] }) =>
    from.flatMap(({ source }) => source?.principals ?? []),
  );
}
