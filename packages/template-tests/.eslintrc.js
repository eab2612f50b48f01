module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  // Templates are no code before they are rendered.
  ignorePatterns: ['__fixtures__/**'],
});
