export {
  createImageResize,
  type ImageResizeOptions,
  type ResizeReport,
} from './createImageResize.ts';
export { DiskObjectStore } from './DiskObjectStore.ts';
export type { ObjectStore, StoredObject } from './ObjectStore.ts';
export { resizeImage, UnusableImage } from './resizeImage.ts';
