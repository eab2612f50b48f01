import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { ConnectionPart } from '@notes/plugin-connections-common';
import { connectionsTranslationRef } from '../translation';
import { Snippet } from './Snippet';

/** Props of {@link Guide}. */
export interface GuideProps {
  part: ConnectionPart;
}

/** The one step that leads to a part that works, ready to be copied. */
export function Guide({ part: { fix, guide, state, title } }: GuideProps) {
  const { t } = useTranslationRef(connectionsTranslationRef);
  if (!fix) {
    return null;
  }
  return (
    <Flex direction="column" gap="2" style={{ minWidth: 0 }}>
      <Text>{fix}</Text>
      {state === 'not-connected' && guide?.snippet && (
        <Snippet text={guide.snippet} />
      )}
      {guide?.docs && (
        <Link
          href={guide.docs}
          target="_blank"
          rel="noreferrer"
          aria-label={`${t('guide.docs')}: ${title}`}
        >
          {t('guide.docs')}
        </Link>
      )}
    </Flex>
  );
}
