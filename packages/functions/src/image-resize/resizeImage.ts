import sharp from 'sharp';

export interface ResizeLimits {
  /** Width times height: what the image unfolds to, whatever its file weighs. */
  readonly mostPixels: number;
  readonly mostSeconds: number;
}

export interface Rendition {
  readonly bytes: Buffer;
  readonly contentType: 'image/webp' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** SVG and PDF are programs for a renderer, so only formats of pixels are taken. */
const FORMATS = new Set(['jpeg', 'png', 'webp', 'gif', 'heif', 'tiff']);
const QUALITY = 80;

/** An image that no retry makes usable. */
export class UnusableImage extends Error {
  override name = 'UnusableImage';
}

/**
 * Makes an image that fits into a square of that many pixels, upright as its EXIF orientation says, without any
 * metadata, and never larger than it was.
 */
export async function resizeImage(
  input: Buffer,
  options: {
    readonly size: number;
    readonly format: 'webp' | 'jpeg';
    readonly limits: ResizeLimits;
  },
): Promise<Rendition> {
  const { format, limits, size } = options;
  const source = {
    limitInputPixels: limits.mostPixels,
    failOn: 'error',
  } as const;
  try {
    const { format: given } = await sharp(input, source).metadata();
    if (!FORMATS.has(given)) throw new Error(`the format is ${given}`);
    const upright = sharp(input, source)
      .timeout({ seconds: limits.mostSeconds })
      .autoOrient()
      .resize({
        width: size,
        height: size,
        fit: 'inside',
        withoutEnlargement: true,
      });
    const encoded =
      format === 'webp'
        ? upright.webp({ quality: QUALITY })
        : upright
            .flatten({ background: '#ffffff' })
            .jpeg({ quality: QUALITY, mozjpeg: true });
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    const { height, width } = info;
    return { bytes: data, contentType: `image/${format}`, width, height };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnusableImage(`not an image that can be resized: ${reason}`, {
      cause: error,
    });
  }
}
