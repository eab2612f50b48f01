/** A setting that the reader can repair: the message says how, so no stack has to be shown with it. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}
