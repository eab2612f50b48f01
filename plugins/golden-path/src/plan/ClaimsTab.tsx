import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  Plan,
  PlanComposedResource,
} from '@notes/plugin-golden-path-common';
import { goldenPathTranslationRef } from '../translation';
import { ObjectBrowser } from './ObjectBrowser';
import styles from './Plan.module.css';
import { PlanPart } from './PlanPart';
import { SectionState } from './SectionState';

/** What the service claims from the platform, and what the platform makes for it. */
export function ClaimsTab(props: { plan: Plan }) {
  const { claims, composed } = props.plan;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (claims.length === 0) {
    return <Text>{t('claims.none')}</Text>;
  }
  return (
    <div className={styles.column}>
      <PlanPart title={t('claims.title')}>
        <ObjectBrowser
          label={t('claims.objects')}
          objects={claims.map(claim => ({ ...claim, note: claim.path }))}
        />
      </PlanPart>
      <PlanPart title={t('claims.composed')}>
        <SectionState section={composed}>
          {resources => <Composed resources={resources} />}
        </SectionState>
      </PlanPart>
    </div>
  );
}

function Composed({ resources }: { resources: PlanComposedResource[] }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (resources.length === 0) {
    return <p className={styles.note}>{t('claims.composedNone')}</p>;
  }
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A keyboard must reach what scrolls.
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table} aria-label={t('claims.composed')}>
        <thead>
          <tr>
            <th scope="col">{t('claims.claim')}</th>
            <th scope="col">{t('claims.resource')}</th>
          </tr>
        </thead>
        <tbody>
          {resources.map(
            ({ claim, environment, kind, name, resource, apiVersion }) => (
              <tr key={[environment, claim, kind, name, resource].join(' ')}>
                <td>{environment ? `${environment}: ${claim}` : claim}</td>
                <td>
                  {kind}/{name}
                  <span className={styles.note}> {apiVersion}</span>
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}
