import { Text } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './MessagePage.module.css';

interface MessagePageProps {
  icon: ReactNode;
  title: string;
  text: string;
  actions: ReactNode;
  children?: ReactNode;
}

/** A page, or a part of one, that has one thing to say and a way on. */
export function MessagePage(props: MessagePageProps) {
  const { icon, title, text, actions, children } = props;
  return (
    <div className={styles.page}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <Text as="h1" variant="title-medium" weight="bold">
        {title}
      </Text>
      <Text as="p" color="secondary" className={styles.text}>
        {text}
      </Text>
      <div className={styles.actions}>{actions}</div>
      {children}
    </div>
  );
}
