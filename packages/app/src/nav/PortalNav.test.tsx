import { identityApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { navItemsOf } from '../__testUtils__/navItemsOf';
import { PortalNav } from './PortalNav';

const PAGES = {
  'page:scorecards': '/scorecards',
  'page:portal-home': '/',
  'page:home': '/home',
  'page:search': '/search',
  'page:catalog': '/catalog',
  'page:catalog-graph': '/catalog-graph',
  'page:api-docs': '/api-docs',
  'page:techdocs': '/docs',
  'page:scaffolder': '/create',
  'page:git-host': '/repositories',
  'page:notifications': '/notifications',
  'page:audit-log': '/audit-log',
  'page:user-settings': '/settings',
};

interface RenderNavOptions {
  unread?: number;
  at?: string;
  phone?: boolean;
}

function renderNav(options: RenderNavOptions = {}) {
  const { unread = 0, at = '/catalog', phone = false } = options;
  window.matchMedia = jest.fn().mockReturnValue({
    matches: phone,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  });
  let send: (message: object) => void = () => {};
  const getStatus = jest.fn(async () => ({ unread, read: 0 }));
  const getNotification = jest.fn(async () => ({
    id: '1',
    user: null,
    created: new Date(),
    origin: 'test',
    payload: {
      title: 'A build failed',
      severity: 'critical' as const,
      link: '/b',
    },
  }));
  const signOut = jest.fn();
  const identity = mockApis.identity({ displayName: 'Dev Rivera' });
  renderInTestApp(<PortalNav navItems={navItemsOf(PAGES)} items={[]} />, {
    initialRouteEntries: [at],
    apis: [
      [identityApiRef, Object.assign(identity, { signOut })],
      [notificationsApiRef, { getStatus, getNotification }],
      [
        signalApiRef,
        {
          subscribe: (_channel, onMessage) => {
            send = onMessage as typeof send;
            return { unsubscribe: () => {} };
          },
        },
      ],
      [
        permissionApiRef,
        { authorize: async () => ({ result: AuthorizeResult.DENY }) },
      ],
    ],
  });
  return { getStatus, signOut, send: (message: object) => send(message) };
}

async function names() {
  const nav = await screen.findByRole('navigation', { name: 'Main' });
  return within(nav)
    .getAllByRole('link')
    .map(link => link.textContent);
}

describe('PortalNav', () => {
  beforeEach(() => localStorage.clear());

  it('orders what it knows, adds what it does not, and hides what may not be opened', async () => {
    renderNav();
    expect((await names()).slice(1)).toEqual([
      'Home',
      'Search',
      'Catalog',
      'Systems graph',
      'APIs',
      'Docs',
      'Create',
      'Tasks',
      'Repositories',
      'Title of page:scorecards',
      'Notifications',
      'Settings',
    ]);
  });

  it('marks where the person is', async () => {
    renderNav({ at: '/create/tasks' });
    await screen.findByRole('navigation', { name: 'Main' });
    const marked = screen
      .getAllByRole('link')
      .filter(link => link.getAttribute('aria-current') === 'page');
    expect(marked.map(link => link.textContent)).toEqual(['Tasks']);
  });

  it('names the window after the page', async () => {
    renderNav({ at: '/docs' });
    await waitFor(() => expect(document.title).toMatch(/^Docs \| /));
  });

  it('counts unread notifications, and counts again when a signal comes', async () => {
    const { getStatus, send } = renderNav({ unread: 3 });
    expect(await screen.findByLabelText('3 unread')).toBeInTheDocument();
    getStatus.mockResolvedValue({ unread: 120, read: 0 });
    act(() => send({ action: 'new_notification', notification_id: '1' }));
    expect(await screen.findByText('99+')).toBeInTheDocument();
    expect(await screen.findByText('A build failed')).toBeInTheDocument();
  });

  it('becomes narrow, and stays so', async () => {
    renderNav();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Make the navigation narrow' }),
    );
    expect(
      screen.getByRole('button', { name: 'Make the navigation wide' }),
    ).toBeInTheDocument();
    expect(localStorage.getItem('notes.nav.narrow')).toBe('true');
    expect(screen.getByRole('link', { name: 'Docs' })).toHaveAttribute(
      'title',
      'Docs',
    );
  });

  it('changes the theme and signs out from the account', async () => {
    const { signOut } = renderNav();
    const open = async () =>
      userEvent.click(
        await screen.findByRole('button', { name: 'Account of Dev Rivera' }),
      );
    await open();
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Dark' }),
    );
    await waitFor(() =>
      expect(document.body).toHaveAttribute('data-theme-mode', 'dark'),
    );
    await open();
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Sign out' }),
    );
    expect(signOut).toHaveBeenCalledTimes(1);
  });

  describe('on a phone', () => {
    beforeEach(() => {
      // The test browser knows dialogs, but not how to open them.
      HTMLDialogElement.prototype.showModal = function showModal() {
        this.open = true;
      };
      HTMLDialogElement.prototype.close = function close() {
        this.open = false;
      };
    });

    it('shows four places, and all of them in a sheet', async () => {
      renderNav({ phone: true });
      expect(await names()).toEqual(['Home', 'Catalog', 'Create', 'Docs']);
      await userEvent.click(screen.getByRole('button', { name: 'More' }));
      const sheet = within(screen.getByRole('dialog', { name: 'More' }));
      expect(sheet.getByRole('link', { name: 'APIs' })).toBeInTheDocument();
      expect(sheet.getByRole('button', { name: 'Dark' })).toHaveAttribute(
        'aria-pressed',
        'false',
      );
      await userEvent.click(sheet.getByRole('link', { name: 'APIs' }));
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    });

    it('signs out from the sheet', async () => {
      const { signOut } = renderNav({ phone: true });
      await userEvent.click(
        await screen.findByRole('button', { name: 'More' }),
      );
      await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
      expect(signOut).toHaveBeenCalledTimes(1);
    });
  });
});
