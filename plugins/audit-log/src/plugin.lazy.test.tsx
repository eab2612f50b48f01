/** Component layer: the page is loaded when it is opened, not with the app. */
import { renderTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import auditLogPlugin from './index';

const mockLoaded = jest.fn();

jest.mock('./page/AuditLogPage', () => {
  mockLoaded();
  return { AuditLogPage: () => <p>the page</p> };
});

describe('auditLogPlugin', () => {
  it('loads nothing of the page on another page', async () => {
    renderTestApp({
      features: [auditLogPlugin],
      initialRouteEntries: ['/other'],
    });
    await screen.findByText(/PAGE NOT FOUND|404/i);
    expect(mockLoaded).not.toHaveBeenCalled();
  });

  it('shows the page at /audit-log', async () => {
    renderTestApp({
      features: [auditLogPlugin],
      initialRouteEntries: ['/audit-log'],
    });
    expect(await screen.findByText('the page')).toBeVisible();
    expect(mockLoaded).toHaveBeenCalledTimes(1);
  });
});
