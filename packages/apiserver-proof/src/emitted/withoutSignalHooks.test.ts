import { withoutSignalHooks } from './withoutSignalHooks';

it('takes away the listeners that came with the work, and no others', async () => {
  const ours = () => {};
  const theirs = () => {};
  process.on('SIGHUP', ours);
  const result = await withoutSignalHooks(async () => {
    process.on('SIGHUP', theirs);
    return 'done';
  });
  expect(result).toBe('done');
  expect(process.listeners('SIGHUP')).toContain(ours);
  expect(process.listeners('SIGHUP')).not.toContain(theirs);
  process.off('SIGHUP', ours);
});
