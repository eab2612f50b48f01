/** The scopes a change may have; a change may also have none. */
const scopes = [
  'api',
  'ci',
  'chart',
{% if values.hasCache %}
  'cache',
{% endif %}
{% if values.hasDatabase %}
  'database',
{% endif %}
  'deps',
  'docs',
{% if values.hasEvents %}
  'events',
{% endif %}
  'main',
  'observability',
  'policies',
];

export default {
  extends: ['@commitlint/config-conventional'],
  rules: {
    'scope-enum': [2, 'always', scopes],
    // Renovate and people paste links, which cannot be broken.
    'body-max-line-length': [0],
    'footer-max-line-length': [0],
  },
};
