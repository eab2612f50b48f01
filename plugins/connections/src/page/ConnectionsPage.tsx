import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Container, Flex, Skeleton, Text } from '@backstage/ui';
import { ConnectionPart } from '@notes/plugin-connections-common';
import { connectionsTranslationRef } from '../translation';
import { useParts } from '../useParts';
import styles from './ConnectionsPage.module.css';
import { PartRow } from './PartRow';

const GROUPS = [
  { state: 'broken', word: 'group.broken' },
  { state: 'checking', word: 'group.checking' },
  { state: 'ok', word: 'group.ok' },
  { state: 'not-connected', word: 'group.notConnected' },
] as const;

/** What the portal is connected to: what needs attention, what works, what one may add. */
export function ConnectionsPage() {
  const { t } = useTranslationRef(connectionsTranslationRef);
  const { parts, loading, error, recheck } = useParts();
  return (
    <Container>
      <Flex direction="column" gap="6">
        <div className={styles.intro}>
          <Text color="secondary">{t('page.intro')}</Text>
          <Button variant="secondary" isDisabled={loading} onPress={recheck}>
            {loading ? t('page.checking') : t('page.recheck')}
          </Button>
        </div>
        {error && <ReadFailure error={error} />}
        {loading && !parts && (
          <div role="status" aria-label={t('page.loading')}>
            <Skeleton height={240} />
          </div>
        )}
        {parts?.length === 0 && <Text role="status">{t('page.empty')}</Text>}
        {GROUPS.map(({ state, word }) => (
          <Group
            key={state}
            state={state}
            title={t(word)}
            parts={(parts ?? []).filter(part => part.state === state)}
          />
        ))}
      </Flex>
    </Container>
  );
}

interface GroupProps {
  state: ConnectionPart['state'];
  title: string;
  parts: ConnectionPart[];
}

function Group({ state, title, parts }: GroupProps) {
  if (parts.length === 0) {
    return null;
  }
  return (
    <section aria-label={title}>
      <Flex direction="column" gap="3">
        <Text as="h2" variant="title-x-small">
          {title} ({parts.length})
        </Text>
        <div className={styles.parts} data-state={state}>
          {parts.map(part => (
            <PartRow key={part.id} part={part} />
          ))}
        </div>
      </Flex>
    </section>
  );
}

function ReadFailure({ error }: { error: Error }) {
  const { t } = useTranslationRef(connectionsTranslationRef);
  const cause = (error as { cause?: Error }).cause?.name ?? error.name;
  const denied = ['NotAllowedError', 'AuthenticationError'].includes(cause);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={denied ? t('page.denied') : t('page.failed')}
      description={denied ? undefined : error.message}
    />
  );
}
