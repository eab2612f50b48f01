import {
  BreadcrumbEntry,
  PageLayoutProps,
  useBreadcrumbEntries,
} from '@backstage/frontend-plugin-api';
import { PluginHeader } from '@backstage/ui';
import { ReactNode, useMemo, useRef } from 'react';
import { useResolvedPath } from 'react-router-dom';
import styles from './PageWithHeader.module.css';
import { usePanelOfTab } from './usePanelOfTab';

type HeaderTabs = PageLayoutProps['tabs'];

function useTabs(tabs: HeaderTabs, parent: string) {
  return useMemo(
    () =>
      tabs?.map(tab => ({
        ...tab,
        href: tab.href.startsWith('/')
          ? tab.href
          : `${parent}/${tab.href}`.replace(/\/{2,}/g, '/'),
        matchStrategy: 'prefix' as const,
      })),
    [tabs, parent],
  );
}

/** The stock header of a page; what is below it is the panel of the selected tab. */
export function PageWithHeader(props: PageLayoutProps): JSX.Element {
  const { title, icon, noHeader, titleLink, headerActions, tabs } = props;
  const parent = useResolvedPath('.').pathname.replace(/\/$/, '');
  const resolvedTabs = useTabs(tabs, parent);
  const { items: breadcrumbs } = useBreadcrumbEntries();
  if (noHeader) {
    return <>{props.children}</>;
  }
  const page = (
    <TabbedPage
      header={
        <PluginHeader
          title={title}
          icon={icon}
          titleLink={titleLink}
          breadcrumbs={breadcrumbs}
          tabs={resolvedTabs}
          customActions={headerActions}
        />
      }
    >
      {props.children}
    </TabbedPage>
  );
  return title ? (
    <BreadcrumbEntry
      entry={{ label: title, href: titleLink ?? (parent || '/') }}
    >
      {page}
    </BreadcrumbEntry>
  ) : (
    page
  );
}

function TabbedPage(props: { header: ReactNode; children: ReactNode }) {
  const header = useRef<HTMLDivElement>(null);
  const panel = usePanelOfTab(header);
  return (
    <>
      <div ref={header} className={styles.part}>
        {props.header}
      </div>
      <div
        {...panel}
        role={panel.id ? 'tabpanel' : undefined}
        className={styles.part}
      >
        {props.children}
      </div>
    </>
  );
}
