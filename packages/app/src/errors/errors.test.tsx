import { NotAllowedError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ErrorPanel } from './ErrorPanel';
import { NotFoundPage } from './NotFoundPage';
import { Spinner } from './Spinner';

describe('the page for an address that leads nowhere', () => {
  it('names the address and the ways on', async () => {
    renderInTestApp(<NotFoundPage />, { initialRouteEntries: ['/nowhere'] });
    expect(await screen.findByText(/Nothing lives at \/nowhere/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Go to Home' })).toHaveAttribute(
      'href',
      '/',
    );
  });
});

describe('what stands in the place of a broken extension', () => {
  it('offers to try again, and keeps the details folded', async () => {
    const resetError = jest.fn();
    const error = new Error('cannot read colour of undefined');
    renderInTestApp(<ErrorPanel error={error} resetError={resetError} />);
    expect(
      await screen.findByRole('heading', { name: /stopped working/ }),
    ).toBeInTheDocument();
    expect(screen.getByText(/cannot read colour/)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(resetError).toHaveBeenCalledTimes(1);
  });

  it.each([
    { error: new NotAllowedError('no'), reason: 'by its name' },
    {
      error: Object.assign(new Error('no'), { statusCode: 403 }),
      reason: 'by its status',
    },
  ])('says that the right is missing, known $reason', async ({ error }) => {
    renderInTestApp(<ErrorPanel error={error} resetError={jest.fn()} />);
    expect(
      await screen.findByRole('heading', { name: 'You may not see this page' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Try again' }),
    ).not.toBeInTheDocument();
  });
});

describe('what stands there while something loads', () => {
  it('is announced', async () => {
    renderInTestApp(<Spinner />);
    expect(
      await screen.findByRole('progressbar', { name: 'Loading' }),
    ).toBeInTheDocument();
  });
});
