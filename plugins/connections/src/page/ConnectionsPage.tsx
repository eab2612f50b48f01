import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Container, Flex, Skeleton, Text } from '@backstage/ui';
import { ConnectionPart } from '@notes/plugin-connections-common';
import { connectionsTranslationRef } from '../translation';
import { useParts } from '../useParts';
import { PartRow } from './PartRow';

const GROUPS = [
  { state: 'broken', word: 'group.broken' },
  { state: 'not-connected', word: 'group.notConnected' },
  { state: 'ok', word: 'group.ok' },
] as const;

/** What the portal is connected to: what needs attention first, what works last. */
export function ConnectionsPage() {
  const { t } = useTranslationRef(connectionsTranslationRef);
  const { parts, loading, error, recheck } = useParts();
  return (
    <Container>
      <Flex direction="column" gap="6" style={{ maxWidth: 840 }}>
        <Flex direction="column" gap="3" align="start">
          <Text color="secondary">{t('page.intro')}</Text>
          <Button variant="secondary" isDisabled={loading} onPress={recheck}>
            {loading ? t('page.checking') : t('page.recheck')}
          </Button>
        </Flex>
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
            title={t(word)}
            parts={(parts ?? []).filter(part => part.state === state)}
          />
        ))}
      </Flex>
    </Container>
  );
}

function Group({ title, parts }: { title: string; parts: ConnectionPart[] }) {
  if (parts.length === 0) {
    return null;
  }
  return (
    <section aria-label={title}>
      <Flex direction="column" gap="3">
        <Text as="h2" variant="title-x-small">
          {title}
        </Text>
        {parts.map(part => (
          <PartRow key={part.id} part={part} />
        ))}
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
