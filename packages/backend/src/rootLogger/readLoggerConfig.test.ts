import { ConfigReader } from '@backstage/config';
import { readLoggerConfig } from './readLoggerConfig';

describe('readLoggerConfig', () => {
  it('is empty without configuration', () => {
    expect(readLoggerConfig(new ConfigReader({}))).toEqual({
      level: undefined,
      meta: undefined,
      overrides: [],
    });
  });

  it('reads level, meta and overrides', () => {
    const overrides = [{ matchers: { plugin: 'catalog' }, level: 'debug' }];
    const logger = { level: 'warn', meta: { region: 'here' }, overrides };
    const config = new ConfigReader({ backend: { logger } });
    expect(readLoggerConfig(config)).toEqual(logger);
  });

  it('names key, value and accepted levels of a wrong override', () => {
    const overrides = [{ matchers: { plugin: 'catalog' }, level: 'loud' }];
    const config = new ConfigReader({ backend: { logger: { overrides } } });
    expect(() => readLoggerConfig(config)).toThrow(
      /backend\.logger\.overrides\[0\]\.level" is "loud"; it must be one of error, warn, info/,
    );
  });
});
