import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import { describeFailure } from './describeFailure';
import { signInTranslationRef } from './translation';

interface FailureAlertProps {
  title: string;
  error: unknown;
  onRetry: () => void;
  onChooseOther?: () => void;
}

/** Says what went wrong and offers what can be done about it. */
export function FailureAlert(props: FailureAlertProps) {
  const { title, error, onRetry, onChooseOther } = props;
  const { t } = useTranslationRef(signInTranslationRef);
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={title}
      description={describeFailure(error) ?? t('unreachable')}
      customActions={
        <Flex gap="2">
          <Button variant="secondary" size="small" onPress={onRetry}>
            {t('retry')}
          </Button>
          {onChooseOther && (
            <Button variant="tertiary" size="small" onPress={onChooseOther}>
              {t('chooseOther')}
            </Button>
          )}
        </Flex>
      }
    />
  );
}
