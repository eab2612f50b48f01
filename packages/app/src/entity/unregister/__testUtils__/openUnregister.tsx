import type { Entity } from '@backstage/catalog-model';
import {
  type DialogApi,
  dialogApiRef,
  type DialogApiDialog,
  toastApiRef,
} from '@backstage/frontend-plugin-api';
import {
  createExtensionTester,
  renderInTestApp,
} from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { useLocation } from 'react-router-dom';
import { UnregisterClient, type UnregisterPlan } from '../UnregisterClient';
import { unregisterApiRef } from '../unregisterApi';
import { unregisterMenuItem } from '../unregisterMenuItem';

export const REF = 'component:default/orders';
export const TARGET =
  'http://localhost/git/notes/orders/blob/main/catalog-info.yaml';

const ENTITY: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    namespace: 'default',
    annotations: { 'notes.dev/repository': 'notes/orders' },
  },
};

export function createPlan(
  overrides?: Partial<UnregisterPlan>,
): UnregisterPlan {
  return {
    entityRef: REF,
    removes: 'location',
    target: TARGET,
    allowed: true,
    entities: [
      { entityRef: REF, owners: ['group:default/notes-team'], allowed: true },
      {
        entityRef: 'api:default/orders-api',
        title: 'Orders API',
        owners: ['group:default/notes-team'],
        allowed: true,
      },
    ],
    ...overrides,
  };
}

export function answer(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json' },
  });
}

/** An error in the shape that Backstage gives to all of them. */
export const refusal = (status: number, message: string) =>
  answer(status, { error: { name: 'Error', message }, response: {} });

/** Renders a page with the item as a button; dialogs open beside it. */
export async function openUnregister(fetch: jest.Mock) {
  const post = jest.fn();
  let show: (element: JSX.Element | undefined) => void = () => {};
  const dialogApi = {
    open(component: (props: { dialog: DialogApiDialog }) => JSX.Element) {
      const dialog = { close: () => show(undefined) } as DialogApiDialog;
      show(component({ dialog }));
      return dialog;
    },
  } as unknown as DialogApi;
  const { useProps } = createExtensionTester(unregisterMenuItem).get(
    EntityContextMenuItemBlueprint.dataRefs.data,
  );

  function Page() {
    const { title, disabled, ...rest } = useProps();
    const [dialog, setDialog] = useState<JSX.Element>();
    show = setDialog;
    const press = 'onClick' in rest ? () => void rest.onClick?.() : undefined;
    return (
      <>
        <button disabled={disabled} onClick={press}>
          {title}
        </button>
        <p>at {useLocation().pathname}</p>
        {dialog}
      </>
    );
  }

  const client = UnregisterClient.create({
    discoveryApi: { getBaseUrl: async id => `http://localhost/api/${id}` },
    fetchApi: { fetch },
  });
  renderInTestApp(
    <EntityProvider entity={ENTITY}>
      <Page />
    </EntityProvider>,
    {
      mountedRoutes: { '/catalog': catalogPlugin.routes.catalogIndex },
      apis: [
        [dialogApiRef, dialogApi],
        [toastApiRef, { post }],
        [unregisterApiRef, client],
      ],
    },
  );
  await userEvent.click(
    await screen.findByRole('button', { name: 'Unregister entity' }),
  );
  return { post, fetch };
}
