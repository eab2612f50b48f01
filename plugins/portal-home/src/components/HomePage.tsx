import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { planReadPermission } from '@notes/plugin-golden-path-common';
import { ReactElement } from 'react';
import { useDecides } from '../hooks/useDecides';
import { useMe } from '../hooks/useMe';
import { SectionId, sectionOrder } from '../lib/sectionOrder';
import { portalHomeTranslationRef } from '../translation';
import { Documentation } from './Documentation';
import styles from './HomePage.module.css';
import { MyPlans } from './MyPlans';
import { MyServices } from './MyServices';
import { MyTasks } from './MyTasks';
import { PlansToDecide } from './PlansToDecide';
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
  const decides = useDecides(me?.ownership);
  const { allowed: plans } = usePermission({ permission: planReadPermission });
  const { main, side } = sectionOrder({
    ...{ learner: Boolean(learner), decides, plans },
  });

  const sections: Record<SectionId, () => ReactElement> = {
    services: () => <MyServices key="services" ownership={me?.ownership} />,
    toDecide: () => <PlansToDecide key="toDecide" />,
    plans: () => <MyPlans key="plans" />,
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
