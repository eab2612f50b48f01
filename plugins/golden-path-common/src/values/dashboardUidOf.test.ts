import { dashboardUidOf } from './dashboardUidOf';

describe('dashboardUidOf', () => {
  it('is the name of the service where Grafana has room for it', () => {
    expect(dashboardUidOf('billing-service')).toBe('billing-service');
    expect(dashboardUidOf('a'.repeat(34))).toBe('a'.repeat(34));
  });

  it('stays short and different for long names that differ in one character', () => {
    const eu = dashboardUidOf('customer-billing-eu-reconciliation-job-1');
    const us = dashboardUidOf('customer-billing-us-reconciliation-job-1');
    expect(eu).toMatch(/^customer-billing-eu-reco[a-z]*-[0-9a-z]{7}$/);
    expect(eu).toHaveLength(34);
    expect(us).not.toBe(eu);
  });
});
