import { describeWithTools, findSchemas, findTool } from './findTool';

describe('looking for tools', () => {
  it('finds what is on the PATH and nothing that is not there', () => {
    expect(findTool('node')).toMatch(/\/node$/);
    expect(findTool('no-such-checker')).toBeUndefined();
    expect(findSchemas('no-such-project')).toBeUndefined();
  });
});

// The suite is skipped, so it must not even begin.
describeWithTools('a suite', { 'no-such-checker': undefined }, () => {
  throw new Error('This suite needs a tool that is absent');
});
