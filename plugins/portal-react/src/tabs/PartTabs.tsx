import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import styles from './Tabs.module.css';

export interface PartTabsProps {
  label: string;
  parts: { id: string; title: string; content: ReactNode }[];
}

/** Tabs that may be wider than the page: then they scroll, and the mark of the chosen one goes along. */
export function PartTabs(props: PartTabsProps) {
  const { label, parts } = props;
  return (
    <Tabs className={styles.tabs}>
      <TabList aria-label={label} className={styles.list}>
        {parts.map(({ id, title }) => (
          <Tab key={id} id={id} className={styles.tab}>
            {title}
          </Tab>
        ))}
      </TabList>
      {parts.map(({ id, content }) => (
        <TabPanel key={id} id={id} className={styles.panel}>
          {content}
        </TabPanel>
      ))}
    </Tabs>
  );
}
