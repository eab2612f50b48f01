module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // Like the proof of the API server, this is a second command over parts of the template kit that its index leaves
    // out, because they load a whole scaffolder, which no other user needs.
    '@backstage/no-forbidden-package-imports': 'off',
    // A test that needs a tool is skipped by its name where the tool is absent: `const judge = missing ? it.skip : it`.
    'jest/no-standalone-expect': [
      'error',
      {
        additionalTestBlockFunctions: [
          'judge',
          'judge.each',
          'withHelm',
          'withHelm.each',
        ],
      },
    ],
  },
});
