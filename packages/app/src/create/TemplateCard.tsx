import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  EntityRefLink,
  EntityRefLinks,
  FavoriteEntity,
  getEntityRelations,
} from '@backstage/plugin-catalog-react';
import { usePermission } from '@backstage/plugin-permission-react';
import { taskCreatePermission } from '@backstage/plugin-scaffolder-common/alpha';
import type { TemplateCardComponentProps } from '@backstage/plugin-scaffolder-react/alpha';
import { Button, Card, CardBody, CardFooter, Text } from '@backstage/ui';
import styles from './TemplateCard.module.css';
import { createTranslationsRef } from './translation';

/** A template to create from: what it makes, who answers for it, and the way into its form. */
export function TemplateCard(props: TemplateCardComponentProps) {
  const { template } = props;
  const { metadata, spec } = template;
  const title = metadata.title ?? metadata.name;
  return (
    <Card>
      <CardBody>
        <div className={styles.head}>
          <div>
            <h3 className={styles.title}>
              <EntityRefLink entityRef={template} title={title} hideIcon />
            </h3>
            <Text variant="body-small" color="secondary">
              {spec.type}
            </Text>
          </div>
          <FavoriteEntity entity={template} />
        </div>
        <p className={styles.description}>{metadata.description}</p>
        {metadata.tags && (
          <ul className={styles.tags}>
            {metadata.tags.map(tag => (
              <li key={tag}>{tag}</li>
            ))}
          </ul>
        )}
      </CardBody>
      <CardFooter>
        <Foot {...props} title={title} />
      </CardFooter>
    </Card>
  );
}

function Foot(props: TemplateCardComponentProps & { title: string }) {
  const { template, title, additionalLinks = [], onSelected } = props;
  const { t } = useTranslationRef(createTranslationsRef);
  const { allowed, loading } = usePermission({
    permission: taskCreatePermission,
  });
  const owners = getEntityRelations(template, RELATION_OWNED_BY);
  return (
    <div className={styles.foot}>
      <span className={styles.links}>
        <EntityRefLinks entityRefs={owners} defaultKind="Group" />
        {additionalLinks.map(({ text, url }) => (
          <a key={url} href={url}>
            {text}
          </a>
        ))}
      </span>
      {allowed && (
        <Button
          variant="primary"
          aria-label={t('chooseTemplate', { title })}
          onPress={onSelected}
        >
          {t('choose')}
        </Button>
      )}
      {!allowed && !loading && (
        <Text variant="body-small" color="secondary">
          {t('notAllowed')}
        </Text>
      )}
    </div>
  );
}
