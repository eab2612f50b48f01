/** Where each new version is told to all replicas. */
export const CONFIG_CHANNEL = 'config_changed';
