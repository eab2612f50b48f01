import { discoveryApiRef, IdentityApi } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { fakeBackend, PEOPLE, sessionOf } from '../__testUtils__/fakeBackend';
import { rememberedChoice } from './rememberedChoice';
import { SignInPage } from './SignInPage';

const DEV = '/demo/refresh?person=dev.rivera';
const LIST = { body: { people: PEOPLE } };
const AWAY = new TypeError('Failed to fetch');

function renderPage(config = {}) {
  const onSignInSuccess = jest.fn<void, [IdentityApi]>();
  renderInTestApp(<SignInPage onSignInSuccess={onSignInSuccess} />, {
    config,
    apis: [[discoveryApiRef, mockApis.discovery()]],
  });
  return { onSignInSuccess };
}

describe('SignInPage', () => {
  const { fetch } = global;

  beforeEach(() => localStorage.clear());
  afterEach(() => {
    global.fetch = fetch;
  });

  it('signs in as the person whose card is pressed, and remembers them', async () => {
    const backend = fakeBackend({
      '/demo/people': [LIST],
      [DEV]: [{ body: sessionOf('dev.rivera') }],
    });
    const { onSignInSuccess } = renderPage();
    const card = await screen.findByRole('button', { name: /Dev Rivera/ });
    expect(card).toHaveTextContent('Developer in the Notes team');
    expect(card).toHaveTextContent('creates services');
    await userEvent.click(card);
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));

    const [identity] = onSignInSuccess.mock.calls[0];
    expect(await identity.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/dev.rivera',
    });
    expect(backend.mock.calls.at(-1)?.[1]).toMatchObject({
      headers: { 'X-Requested-With': 'XMLHttpRequest' },
    });
    expect(rememberedChoice.read()).toMatchObject({ person: 'dev.rivera' });
  });

  it('signs in as guest', async () => {
    fakeBackend({
      '/demo/people': [LIST],
      '/guest/refresh': [{ body: sessionOf('dev.rivera') }],
    });
    const { onSignInSuccess } = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Continue as guest' }),
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
  });

  it('takes up whoever is remembered without asking', async () => {
    rememberedChoice.write({
      provider: 'demo',
      person: 'dev.rivera',
      displayName: 'Dev Rivera',
    });
    fakeBackend({ [DEV]: [{ body: sessionOf('dev.rivera') }] });
    const { onSignInSuccess } = renderPage();
    expect(await screen.findByRole('status')).toHaveTextContent(
      'Signing in as Dev Rivera',
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('asks again after sign-out', async () => {
    fakeBackend({
      '/demo/people': [LIST],
      '/guest/refresh': [{ body: sessionOf('dev.rivera') }],
    });
    const { onSignInSuccess } = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Continue as guest' }),
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
    await onSignInSuccess.mock.calls[0][0].signOut();
    expect(rememberedChoice.read()).toBeUndefined();
  });

  it('says that the backend is away, and tries again on request', async () => {
    fakeBackend({
      '/demo/people': [AWAY, LIST],
    });
    renderPage();
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The portal backend does not answer',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('button', { name: /Dev Rivera/ }),
    ).toBeInTheDocument();
  });

  it('shows the words of the backend when it refuses, and lets somebody else be chosen', async () => {
    rememberedChoice.write({
      provider: 'demo',
      person: 'mallory',
      displayName: 'Mallory',
    });
    const message = "No demo person is named 'mallory'";
    fakeBackend({
      '/demo/refresh?person=mallory': [
        { status: 404, body: { error: { name: 'NotFoundError', message } } },
      ],
      '/demo/people': [LIST],
    });
    renderPage();
    expect(await screen.findByRole('alert')).toHaveTextContent(message);
    await userEvent.click(
      screen.getByRole('button', { name: 'Choose somebody else' }),
    );
    expect(
      await screen.findByRole('button', { name: /Lee Kowalski/ }),
    ).toBeInTheDocument();
    expect(rememberedChoice.read()).toBeUndefined();
  });

  it('refuses an answer without an identity', async () => {
    fakeBackend({
      '/demo/people': [LIST],
      '/guest/refresh': [{ body: { profile: {} } }],
    });
    const { onSignInSuccess } = renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Continue as guest' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "The sign-in provider 'guest' answered without an identity",
    );
    expect(onSignInSuccess).not.toHaveBeenCalled();
  });

  it('has no demo people in production', async () => {
    const unauthorized = { status: 401, body: { error: { message: 'none' } } };
    fakeBackend({
      '/oidc/refresh?optional&env=production': [unauthorized],
      '/github/refresh?optional&env=production': [unauthorized],
    });
    renderPage({ auth: { environment: 'production' } });
    expect(
      await screen.findByRole('button', { name: 'Sign in with GitHub' }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Sign in with single sign-on' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /guest|Rivera/ }),
    ).not.toBeInTheDocument();
  });

  it('says what to configure when nothing is offered', async () => {
    renderPage({ app: { signIn: { methods: [] } } });
    expect(
      await screen.findByText(/No way to sign in is configured/),
    ).toBeInTheDocument();
  });
});
