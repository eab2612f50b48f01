import {
  ReaderFactory,
  urlReaderFactoriesServiceRef,
} from '@backstage/backend-defaults/urlReader';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { readGitHostConfig } from '../config';
import { GitStorage } from '../git';
import { GitHostUrlReader } from './GitHostUrlReader';

/** Makes the reader, or none when the git host is not set up. */
export const createGitHostReader: ReaderFactory = ({
  config,
  treeResponseFactory,
}) => {
  const settings = readGitHostConfig(config);
  if (settings.directory === undefined) {
    return [];
  }
  const reader = new GitHostUrlReader({
    baseUrl: settings.baseUrl,
    storage: new GitStorage(settings),
    treeResponseFactory,
  });
  return [{ reader, predicate: url => reader.handles(url) }];
};

/**
 * Teaches every plugin to read addresses of the git host.
 *
 * @public
 */
export const gitHostUrlReaderFactory = createServiceFactory({
  service: urlReaderFactoriesServiceRef,
  deps: {},
  factory: () => createGitHostReader,
});
