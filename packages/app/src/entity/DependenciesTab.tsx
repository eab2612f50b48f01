import { getCompoundEntityRef } from '@backstage/catalog-model';
import {
  createTranslationRef,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import {
  Direction,
  EntityRelationsGraph,
} from '@backstage/plugin-catalog-graph';
import { entityRouteRef, useEntity } from '@backstage/plugin-catalog-react';
import { useNavigate } from 'react-router-dom';
import styles from './DependenciesTab.module.css';

export const dependenciesTranslationRef = createTranslationRef({
  id: 'notes.dependencies',
  messages: {
    title: 'Dependencies',
    hint: 'What it needs and what needs it. Press a box to open it.',
  },
});

/** What the entity needs and what needs it; people and places are left out. */
const RELATIONS = [
  'dependsOn',
  'dependencyOf',
  'providesApi',
  'apiProvidedBy',
  'consumesApi',
  'apiConsumedBy',
  'partOf',
  'hasPart',
];

export function DependenciesTab() {
  const { entity } = useEntity();
  const { t } = useTranslationRef(dependenciesTranslationRef);
  const entityRoute = useRouteRef(entityRouteRef);
  const navigate = useNavigate();
  const root = getCompoundEntityRef(entity);
  // With the parts of the parts, the picture of a system is too small to read.
  const isLarge = ['system', 'domain'].includes(entity.kind.toLowerCase());
  return (
    <section aria-label={t('title')} className={styles.panel}>
      <p className={styles.hint}>{t('hint')}</p>
      <EntityRelationsGraph
        rootEntityNames={root}
        className={styles.graph}
        maxDepth={isLarge ? 1 : 2}
        unidirectional={false}
        mergeRelations
        relations={RELATIONS}
        direction={Direction.LEFT_RIGHT}
        zoom="enable-on-click"
        onNodeClick={({ entity: { kind, metadata } }) => {
          const target = entityRoute?.({
            kind: kind.toLowerCase(),
            namespace: (metadata.namespace ?? 'default').toLowerCase(),
            name: metadata.name,
          });
          if (target) {
            navigate(target);
          }
        }}
      />
    </section>
  );
}
