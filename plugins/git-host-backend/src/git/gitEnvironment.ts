/**
 * Settings that every git process of ours gets, whatever a repository says.
 *
 * They are handed over in the environment, which git ranks above every
 * configuration file, so a file that somebody managed to write changes nothing.
 */
function protectedSettings(maxPushBytes: number): [string, string][] {
  return [
    // Code of a repository never runs here: there is no folder of hooks.
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    // The data folder may belong to another user, for example on a mounted volume.
    ['safe.directory', '*'],
    // Nothing of ours fetches from elsewhere.
    ['protocol.allow', 'never'],
    ['http.getanyfile', 'false'],
    ['http.uploadarchive', 'false'],
    ['uploadpack.allowFilter', 'true'],
    ['receive.maxInputSize', String(maxPushBytes)],
    ['receive.fsckObjects', 'true'],
    ['receive.autogc', 'false'],
    // Kept by the portal for pull requests; a push must not forge them.
    ['receive.hideRefs', 'refs/pull'],
    ['gc.auto', '0'],
  ];
}

/**
 * Builds the environment of a git process from nothing, so that no secret of
 * the backend reaches it.
 */
export function gitEnvironment(options: {
  maxPushBytes: number;
  extra?: Record<string, string>;
}): Record<string, string> {
  const settings = protectedSettings(options.maxPushBytes);
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_CONFIG_COUNT: String(settings.length),
    ...options.extra,
  };
  settings.forEach(([key, value], index) => {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return environment;
}
