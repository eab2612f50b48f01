import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeBackend, PEOPLE, sessionOf } from './__testUtils__/fakeBackend';
import { app } from './App';

const config = {
  app: { title: 'Test', baseUrl: 'http://localhost' },
  backend: { baseUrl: 'http://localhost' },
};

describe('the app', () => {
  it('leads from the sign-in page to the navigation, and names a lost address', async () => {
    process.env = {
      NODE_ENV: 'test',
      APP_CONFIG: [{ data: config, context: 'test' }] as unknown as string,
    };
    fakeBackend({
      '/demo/people': [{ body: { people: PEOPLE } }],
      '/demo/refresh?person=dev.rivera': [{ body: sessionOf('dev.rivera') }],
      '/authorize': [{ body: { items: [{ id: '1', result: 'DENY' }] } }],
    });
    window.history.replaceState(null, '', '/nowhere');
    render(app.createRoot());
    await userEvent.click(
      await screen.findByRole('button', { name: /Dev Rivera/ }),
    );
    expect(
      await screen.findByRole('navigation', { name: 'Main' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'There is no such page' }),
    ).toBeInTheDocument();
    expect(document.body).toHaveAttribute('data-theme-name', 'notes');
    await userEvent.tab();
    expect(
      screen.getByRole('button', { name: 'Skip to the page' }),
    ).toHaveFocus();
  });
});
