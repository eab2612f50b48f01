/** Unit layer. */
import { exitOnFailedStart } from './exitOnFailedStart';

describe('exitOnFailedStart', () => {
  const exit = jest.spyOn(process, 'exit').mockImplementation();
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

  beforeEach(() => jest.clearAllMocks());
  afterAll(() => jest.restoreAllMocks());

  it.each([new Error('the database is away'), 'the database is away'])(
    'says why and ends with 1 when the start is rejected with %p',
    async reason => {
      await exitOnFailedStart(Promise.reject(reason));
      expect(write).toHaveBeenCalledWith(
        'The portal cannot start. the database is away\n',
      );
      expect(exit).toHaveBeenCalledWith(1);
    },
  );

  it('leaves a portal alone that has started', async () => {
    await exitOnFailedStart(Promise.resolve());
    expect(exit).not.toHaveBeenCalled();
  });
});
