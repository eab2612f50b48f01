module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // This proof is a second command over the parts of the template kit, the platform APIs and the GitOps module. Their
    // indexes leave those parts out, because they load a whole scaffolder or read files, which no other user needs.
    '@backstage/no-forbidden-package-imports': 'off',
  },
});
