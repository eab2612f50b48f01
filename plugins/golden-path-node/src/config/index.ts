export {
  readGoldenPathSettings,
  readRepository,
  type PlatformSettings,
} from './readGoldenPathSettings';
export { readLibraryDirectory } from './readLibraryDirectory';
