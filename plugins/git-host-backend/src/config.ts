import { resolve } from 'node:path';
import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const DEFAULT_MAX_PUSH_BYTES = 100 * 1024 * 1024;
const DEFAULT_MAX_TOKEN_DAYS = 365;

/** What `gitHost` in app-config says, checked and completed. */
export interface GitHostConfig {
  /** Undefined when the git host is not set up. */
  directory: string | undefined;
  /** Without a slash at the end. */
  baseUrl: string;
  /** Where the pages of the portal are. */
  appUrl: string;
  anonymousRead: boolean;
  maxPushBytes: number;
  maxTokenDays: number;
}

export function readGitHostConfig(config: RootConfigService): GitHostConfig {
  const directory = config.getOptionalString('gitHost.directory');
  const backendUrl = config.getString('backend.baseUrl');
  const appUrl = config.getOptionalString('app.baseUrl') ?? backendUrl;
  const baseUrl =
    config.getOptionalString('gitHost.baseUrl') ??
    `${trimSlashes(backendUrl)}/git`;
  if (!URL.canParse(baseUrl) || !/^https?:/.test(baseUrl)) {
    throw new InputError(
      `Configuration 'gitHost.baseUrl' is '${baseUrl}', expected an address such as 'https://portal.example.com/git'`,
    );
  }
  return {
    directory: directory === undefined ? undefined : resolve(directory),
    baseUrl: trimSlashes(baseUrl),
    appUrl: trimSlashes(appUrl),
    anonymousRead: config.getOptionalBoolean('gitHost.anonymousRead') ?? false,
    maxPushBytes: readPositive(config, 'maxPushBytes', DEFAULT_MAX_PUSH_BYTES),
    maxTokenDays: readPositive(config, 'maxTokenDays', DEFAULT_MAX_TOKEN_DAYS),
  };
}

function readPositive(
  config: RootConfigService,
  key: string,
  fallback: number,
): number {
  const value = config.getOptionalNumber(`gitHost.${key}`) ?? fallback;
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InputError(
      `Configuration 'gitHost.${key}' is '${value}', expected a whole number of at least 1`,
    );
  }
  return value;
}

function trimSlashes(url: string): string {
  return url.replace(/\/+$/, '');
}
