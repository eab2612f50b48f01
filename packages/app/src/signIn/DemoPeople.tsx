import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import { RiArrowRightLine } from '@remixicon/react';
import { FailureAlert } from './FailureAlert';
import { SignInChoice } from './Session';
import styles from './SignInPage.module.css';
import { signInTranslationRef } from './translation';
import { DemoPerson, useDemoPeople } from './useDemoPeople';

interface DemoPeopleProps {
  onChoose: (choice: SignInChoice) => void;
}

function initials(title: string): string {
  return title
    .split(/\s+/)
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');
}

function PersonButton(props: { person: DemoPerson } & DemoPeopleProps) {
  const { person, onChoose } = props;
  const [who, ...what] = person.role.split(': ');
  return (
    <button
      type="button"
      className={styles.person}
      onClick={() =>
        onChoose({
          provider: 'demo',
          person: person.name,
          displayName: person.title,
        })
      }
    >
      <span className={styles.initials} aria-hidden>
        {initials(person.title)}
      </span>
      <span className={styles.personWords}>
        <span className={styles.personName}>{person.title}</span>
        <span className={styles.personRole}>{who}</span>
        {what.length > 0 && (
          <span className={styles.personCan}>{what.join(': ')}</span>
        )}
      </span>
      <RiArrowRightLine size={20} aria-hidden className={styles.arrow} />
    </button>
  );
}

/** The people of a development portal, each a card that signs in. */
export function DemoPeople(props: DemoPeopleProps) {
  const { onChoose } = props;
  const { t } = useTranslationRef(signInTranslationRef);
  const { value: people, error, retry } = useDemoPeople();
  if (error) {
    return (
      <FailureAlert title={t('failedToList')} error={error} onRetry={retry} />
    );
  }
  if (!people) {
    return (
      <div
        role="status"
        aria-label={t('loadingPeople')}
        className={styles.people}
      >
        {[1, 2, 3].map(row => (
          <Skeleton key={row} width="100%" height={84} />
        ))}
      </div>
    );
  }
  return (
    <ul className={styles.people} aria-label={t('people')}>
      {people.map(person => (
        <li key={person.name}>
          <PersonButton person={person} onChoose={onChoose} />
        </li>
      ))}
    </ul>
  );
}
