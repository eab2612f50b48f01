import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Card, CardBody, Flex, Text } from '@backstage/ui';
import { ConnectionPart } from '@notes/plugin-connections-common';
import { Guide } from '../components/Guide';
import { connectionsTranslationRef } from '../translation';
import { StateText } from './StateText';

/** Props of {@link PartRow}. */
export interface PartRowProps {
  part: ConnectionPart;
}

/** One part: its state, the reason, what to do, and what stands behind it. */
export function PartRow({ part }: PartRowProps) {
  const { t } = useTranslationRef(connectionsTranslationRef);
  const time = new Date(part.checkedAt).toLocaleTimeString();
  return (
    <Card>
      <CardBody>
        <Flex direction="column" gap="2" style={{ minWidth: 0 }}>
          <Flex align="center" justify="between" gap="2">
            <Text as="h3" variant="body-large" weight="bold">
              {part.title}
            </Text>
            <StateText state={part.state} />
          </Flex>
          <Text>{part.reason}</Text>
          {part.stale && (
            <Text color="warning">{t('page.stale', { time })}</Text>
          )}
          <Guide part={part} />
          {part.detail && part.detail.length > 0 && (
            <details>
              <summary>{t('page.details')}</summary>
              <ul>
                {part.detail.map(({ name, text, state }) => (
                  <li key={name}>
                    <Text color={state === 'broken' ? 'danger' : 'secondary'}>
                      {name}: {text}
                    </Text>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </Flex>
      </CardBody>
    </Card>
  );
}
