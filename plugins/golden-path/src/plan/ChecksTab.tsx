import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type {
  Plan,
  PlanCheck,
  PlanFinding,
} from '@notes/plugin-golden-path-common';
import { Chip, listStyles } from '@notes/plugin-portal-react';
import { goldenPathTranslationRef } from '../translation';
import { Fix } from './Fix';
import styles from './Plan.module.css';
import { ScrollTable } from './ScrollTable';

const VERDICTS = {
  pass: { status: 'success', words: 'checks.passedAll' },
  fail: { status: 'danger', words: 'checks.failedSome' },
  incomplete: { status: 'warning', words: 'checks.incomplete' },
} as const;

const LOOKS = {
  passed: 'good',
  failed: 'bad',
  'not-run': 'warn',
} as const;

/** Which rules looked at the plan, which of them failed and where. */
export function ChecksTab(props: { plan: Plan }) {
  const { verdict, checks } = props.plan.policy;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (checks.length === 0) {
    return <Text>{t('checks.none')}</Text>;
  }
  const { status, words } = VERDICTS[verdict];
  return (
    <div className={styles.column}>
      <Alert status={status} icon title={t(words)} />
      <ul className={listStyles.list}>
        {checks.map(check => (
          <Check key={check.name} check={check} />
        ))}
      </ul>
    </div>
  );
}

function Check({ check }: { check: PlanCheck }) {
  const { name, state, checked, reason, fix, findings } = check;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  return (
    <li className={styles.check}>
      <div className={styles.titleRow}>
        <h3 className={styles.heading}>{name}</h3>
        <Chip look={LOOKS[state]}>{t(`checks.${state}`)}</Chip>
      </div>
      {state === 'not-run' ? (
        <p className={styles.note}>
          {reason} <Fix fix={fix} />
        </p>
      ) : (
        <p className={styles.note}>{t('checks.checked', { count: checked })}</p>
      )}
      {findings.length > 0 && <Findings check={name} findings={findings} />}
    </li>
  );
}

function Findings(props: { check: string; findings: PlanFinding[] }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  return (
    <ScrollTable label={t('checks.findings', { check: props.check })}>
      <thead>
        <tr>
          <th scope="col">{t('checks.severity')}</th>
          <th scope="col">{t('checks.where')}</th>
          <th scope="col">{t('checks.message')}</th>
          <th scope="col">{t('checks.rule')}</th>
        </tr>
      </thead>
      <tbody>
        {props.findings.map((finding, index) => (
          <tr key={index}>
            <td>
              <Chip look={finding.severity === 'error' ? 'bad' : 'warn'}>
                {t(`checks.${finding.severity}`)}
              </Chip>
            </td>
            <td>{finding.subject}</td>
            <td>{finding.message}</td>
            <td>{finding.rule}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}
