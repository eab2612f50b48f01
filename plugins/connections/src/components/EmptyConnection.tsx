import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Card, CardBody, Flex, Link, Text } from '@backstage/ui';
import { ConnectionPart } from '@notes/plugin-connections-common';
import { connectionsTranslationRef } from '../translation';
import { Guide } from './Guide';

/** Props of {@link EmptyConnection}. */
export interface EmptyConnectionProps {
  part: ConnectionPart;
  /** What is not there, as a heading. */
  title: string;
  /** What would be shown here. */
  shows: ReactNode;
  checking: boolean;
  onRecheck(): void;
}

/** Stands where a part would be that is not connected: what it shows, why it is empty, the step that connects it. */
export function EmptyConnection(props: EmptyConnectionProps) {
  const { t } = useTranslationRef(connectionsTranslationRef);
  const { part, title, shows, checking, onRecheck } = props;
  return (
    <Card style={{ maxWidth: 720 }}>
      <CardBody>
        <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
          <Text as="h2" variant="title-small">
            {title}
          </Text>
          <Text color="secondary">{shows}</Text>
          <Text>{part.reason}</Text>
          <Guide part={part} />
          <Flex align="center" gap="4" style={{ flexWrap: 'wrap' }}>
            <Button isDisabled={checking} onPress={onRecheck}>
              {checking ? t('page.checking') : t('page.recheck')}
            </Button>
            <Link href="/connections">{t('guide.all')}</Link>
          </Flex>
        </Flex>
      </CardBody>
    </Card>
  );
}
