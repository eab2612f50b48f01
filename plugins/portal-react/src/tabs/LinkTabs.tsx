import { NavLink } from 'react-router-dom';
import styles from './Tabs.module.css';

export interface LinkTabsProps {
  label: string;
  /** `end`: only for this very address, not for those below it. */
  links: { to: string; title: string; end?: boolean }[];
}

/** Tabs of which each has an address of its own. */
export function LinkTabs(props: LinkTabsProps) {
  const { label, links } = props;
  return (
    <nav className={styles.list} aria-label={label}>
      {links.map(({ to, title, end }) => (
        <NavLink key={to} className={styles.tab} to={to} end={end}>
          {title}
        </NavLink>
      ))}
    </nav>
  );
}
