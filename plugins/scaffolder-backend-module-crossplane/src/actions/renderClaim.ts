import type { Claim } from '@notes/crossplane-types';
import { Document, isMap, isScalar } from 'yaml';

const SYNC_WAVE = 'argocd.argoproj.io/sync-wave';
const SYNC_OPTIONS = 'argocd.argoproj.io/sync-options';
const KEPT =
  " The store comes before the service, and going away takes a person's word.";
const FIRST = ' It comes before the service that uses it.';

/** Writes a claim as a file, with the reason for what Argo CD is told. */
export function renderClaim(claim: Claim): string {
  // `compat` quotes texts such as yes and 0123, which a YAML 1.1 reader like Kubernetes takes for something else.
  const document = new Document(claim, { compat: 'yaml-1.1' });
  const annotations = document.getIn(['metadata', 'annotations']);
  if (isMap(annotations)) {
    const wave = annotations.items.find(
      ({ key }) => isScalar(key) && key.value === SYNC_WAVE,
    );
    if (wave && isScalar(wave.key)) {
      wave.key.commentBefore =
        SYNC_OPTIONS in claim.metadata.annotations ? KEPT : FIRST;
    }
  }
  return document.toString({ lineWidth: 0, singleQuote: true });
}
