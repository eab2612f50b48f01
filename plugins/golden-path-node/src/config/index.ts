export {
  readGoldenPathSettings,
  readRepository,
  type PlatformSettings,
} from './readGoldenPathSettings';
export {
  readLibraryDirectory,
  readTemplatesRepository,
} from './readLibraryDirectory';
