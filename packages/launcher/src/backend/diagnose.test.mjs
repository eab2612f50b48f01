import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { diagnose } from './diagnose.mjs';

describe('diagnose', () => {
  const cases = [
    {
      log: "Error: Invalid type in config for key 'backend.listen.port' in 'app-config.yaml', got string, wanted number",
      message:
        /"backend.listen.port" in app-config.yaml is string; it must be number/,
      exitCode: 6,
    },
    {
      log: "Missing required config value at 'backend.baseUrl' in 'app-config.yaml'",
      message: /"backend.baseUrl" is missing in app-config.yaml/,
      exitCode: 6,
    },
    {
      log: 'Error: Config validation failed, Config must be number { type=number } at /x',
      message: /must be number/,
      exitCode: 6,
    },
    {
      log: 'YAMLParseError: bad indentation at line 3',
      message: /not valid YAML.*line 3/,
      exitCode: 6,
    },
    {
      log: 'error: password authentication failed for user "portal"',
      message: /refuses user "portal"/,
      exitCode: 7,
    },
    {
      log: 'Error: connect ECONNREFUSED 10.0.0.5:5432',
      message: /10\.0\.0\.5:5432/,
      exitCode: 7,
    },
    {
      log: 'getaddrinfo ENOTFOUND db.internal',
      message: /db\.internal/,
      exitCode: 7,
    },
    {
      log: 'ERROR: permission denied for database portal',
      message: /may not create.*portal/,
      exitCode: 7,
    },
    {
      log: 'ENOSPC: no space left on device, write',
      message: /disk is full/,
      exitCode: 5,
    },
    {
      log: 'could not write to file "pg_wal/x": No space left on device',
      message: /disk is full/,
      exitCode: 5,
    },
    {
      log: 'Error: listen EADDRINUSE: address already in use 127.0.0.1:7007',
      message: /Port 7007 was taken/,
      exitCode: 3,
    },
    {
      log: "Error: Cannot find module '@backstage/config'",
      message: /@backstage\/config/,
      exitCode: 8,
    },
    {
      log: "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'knex' imported from /x",
      message: /knex/,
      exitCode: 8,
    },
    {
      log: "Cannot find module './router'\nRequire stack:",
      message: /source file is missing: \.\/router/,
      exitCode: 1,
    },
    {
      log: 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
      message: /memory/,
      exitCode: 5,
    },
    {
      log: "Plugin 'git-host' startup failed; caused by Error: no",
      message: /plugin "git-host"/,
      exitCode: 1,
    },
  ];
  for (const { log, message, exitCode } of cases) {
    it(`says what "${log.slice(0, 60)}" means`, () => {
      const found = diagnose(
        `some line before\n${log}\n    at stack (file.js:1:1)\n`,
      );
      assert.match(found.message, message);
      assert.equal(found.exitCode, exitCode);
    });
  }

  it('names the cause and not its consequence when both are in the log', () => {
    const log =
      "Plugin 'catalog' startup failed; caused by Error: connect ECONNREFUSED 127.0.0.1:5999\n";
    assert.match(diagnose(log).message, /127\.0\.0\.1:5999/);
  });

  it('says nothing about a log it does not know', () => {
    assert.equal(diagnose('all fine'), undefined);
  });
});
