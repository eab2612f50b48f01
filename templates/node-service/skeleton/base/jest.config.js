/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  // Starting real servers takes a moment on a busy machine.
  testTimeout: 20_000,
  roots: ['<rootDir>/src'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': [
      'babel-jest',
      {
        configFile: false,
        presets: [['@babel/preset-typescript', { onlyRemoveTypeImports: true }]],
      },
    ],
  },
{% if values.hasDatabase %}
  globalSetup: './jest.globalSetup.js',
  globalTeardown: './jest.globalTeardown.js',
{% endif %}
  // The files below run in processes of their own; main.test.ts tests them there.
  collectCoverageFrom: [
    'src/**/*.ts',
    '!src/**/*.test.ts',
    '!src/testing/**',
    '!src/main.ts',
    '!src/runServer.ts',
    '!src/telemetry/preload.ts',
    '!src/telemetry/startTelemetry.ts',
{% if values.hasDatabase %}
    '!src/migrate.ts',
{% endif %}
    '!src/healthcheck.ts',
  ],
  coverageThreshold: {
    global: { lines: 80, branches: 80, functions: 80, statements: 80 },
  },
};
