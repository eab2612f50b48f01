import { Findings } from './Findings';

describe('Findings', () => {
  it('says each problem once, with its first place and how many more there are', () => {
    const findings = new Findings();
    findings.add('no probe', 'dev');
    findings.add('no owner', 'prod');
    findings.add('no probe', 'staging');
    findings.add('no probe', 'dev');
    findings.add('no probe', 'prod');
    expect(findings.lines()).toEqual([
      'no probe [dev and 2 more]',
      'no owner [prod]',
    ]);
  });

  it('is empty when nothing was found', () => {
    expect(new Findings().lines()).toEqual([]);
  });
});
