import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ReactElement } from 'react';
import { useMe } from '../hooks/useMe';
import { SectionId, sectionOrder } from '../lib/sectionOrder';
import { portalHomeTranslationRef } from '../translation';
import { Documentation } from './Documentation';
import styles from './HomePage.module.css';
import { MyServices } from './MyServices';
import { MyTasks } from './MyTasks';
import { QuickActions } from './QuickActions';
import { Recent } from './Recent';
import { SearchBox } from './SearchBox';
import { Starred } from './Starred';
import { TourCard } from './TourCard';

interface HomePageProps {
  learnerGroups: string[];
}

/** Search first, then what is mine, then where to go. */
export function HomePage(props: HomePageProps) {
  const { learnerGroups } = props;
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const { value: me } = useMe();
  const learner = me?.ownership.some(ref => learnerGroups.includes(ref));
  const { main, side } = sectionOrder(Boolean(learner));

  const sections: Record<SectionId, () => ReactElement> = {
    services: () => <MyServices key="services" ownership={me?.ownership} />,
    tasks: () => <MyTasks key="tasks" />,
    documentation: () => <Documentation key="documentation" />,
    recent: () => <Recent key="recent" />,
    starred: () => <Starred key="starred" />,
  };

  return (
    <main className={styles.page}>
      <h1 className={styles.greeting}>
        {me?.displayName
          ? t('greeting', { name: me.displayName.split(' ')[0] })
          : t('greetingUnknown')}
      </h1>
      <SearchBox />
      {/* The order depends on who it is, and nothing should change places. */}
      {me && (
        <>
          <QuickActions learner={Boolean(learner)} />
          <TourCard />
          <div className={styles.columns}>
            <div className={styles.column}>
              {main.map(id => sections[id]())}
            </div>
            <div className={styles.column}>
              {side.map(id => sections[id]())}
            </div>
          </div>
        </>
      )}
    </main>
  );
}
