import {
  dialogApiRef,
  toastApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiDeleteBinLine } from '@remixicon/react';
import { lazy, Suspense } from 'react';
import { useNavigate } from 'react-router-dom';
import { unregisterTranslationRef } from './translation';

const UnregisterDialog = lazy(() =>
  import('./UnregisterDialog').then(m => ({ default: m.UnregisterDialog })),
);

/**
 * Takes the place of the stock item of this name, whose route only platform
 * engineers may use. It is for everybody: the dialog says who to ask.
 */
export const unregisterMenuItem = EntityContextMenuItemBlueprint.make({
  name: 'unregister-entity',
  params: {
    icon: <RiDeleteBinLine size={16} />,
    useProps: () => {
      const { entity } = useEntity();
      const dialogApi = useApi(dialogApiRef);
      const toastApi = useApi(toastApiRef);
      const navigate = useNavigate();
      const catalogRoute = useRouteRef(catalogPlugin.routes.catalogIndex);
      const { t } = useTranslationRef(unregisterTranslationRef);
      const name = entity.metadata.title ?? entity.metadata.name;
      return {
        title: t('menu'),
        onClick: async () => {
          dialogApi.open(({ dialog }) => (
            <Suspense fallback={null}>
              <UnregisterDialog
                entity={entity}
                onClose={() => dialog.close()}
                onDone={() => {
                  dialog.close();
                  toastApi.post({
                    title: t('done', { name }),
                    status: 'success',
                    timeout: 10_000,
                  });
                  navigate(catalogRoute?.() ?? '/catalog');
                }}
              />
            </Suspense>
          ));
        },
      };
    },
  },
});
