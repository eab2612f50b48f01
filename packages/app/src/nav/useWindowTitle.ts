import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useEffect } from 'react';

/**
 * Names the window after a page that the navigation leads to.
 *
 * Pages below it, such as that of an entity, name the window themselves.
 */
export function useWindowTitle(title: string | undefined): void {
  const app = useApi(configApiRef).getOptionalString('app.title') ?? 'Notes';
  useEffect(() => {
    if (title) {
      document.title = `${title} | ${app}`;
    }
  }, [title, app]);
}
