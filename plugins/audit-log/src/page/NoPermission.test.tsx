/** Component layer. A file of its own, because the answer about a permission is cached. */
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import { auditLogApiRef } from '../auditLogApiRef';
import { AuditLogPage } from './AuditLogPage';

describe('AuditLogPage without the permission', () => {
  it('says that it is for platform engineers, and asks for nothing', async () => {
    const api = { listEvents: jest.fn(), listFacets: jest.fn() };
    const permission = mockApis.permission({ authorize: AuthorizeResult.DENY });
    renderInTestApp(<AuditLogPage />, {
      apis: [
        [auditLogApiRef, api],
        [permissionApiRef, permission],
      ],
    });
    expect(
      await screen.findByText('The audit log is for platform engineers'),
    ).toBeVisible();
    expect(api.listEvents).not.toHaveBeenCalled();
    expect(api.listFacets).not.toHaveBeenCalled();
  });
});
