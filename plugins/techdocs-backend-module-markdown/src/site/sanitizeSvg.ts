import sanitizeHtml from 'sanitize-html';

/** Anything that could run or load something when the file is opened by itself. */
const SUSPICIOUS =
  /<\s*(?:script|foreignObject|iframe|embed|object|set|animate|handler|listener)|<!ENTITY|<\?xml-stylesheet|\son[a-z]+\s*=|(?:javascript|data)\s*:\s*(?!image\/(?:png|gif|jpe?g|webp))|&#|@import|:\s*url\(\s*["']?\s*(?!#)/i;

const TAGS =
  'svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc marker clipPath mask pattern linearGradient radialGradient stop filter feGaussianBlur feOffset feBlend feMerge feMergeNode feColorMatrix feFlood feComposite image'.split(
    ' ',
  );

const ATTRIBUTES =
  'id class xmlns viewBox preserveAspectRatio width height x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy d points transform fill fill-* stroke stroke-* opacity color font-* text-* dominant-baseline alignment-baseline letter-spacing offset stop-* gradientUnits gradientTransform spreadMethod patternUnits patternTransform patternContentUnits marker-* markerWidth markerHeight markerUnits refX refY orient clip-path clip-rule clipPathUnits mask maskUnits filter filterUnits in in2 result stdDeviation mode operator type values flood-* startOffset role aria-* visibility display'.split(
    ' ',
  );

/**
 * Returns a drawing that only draws. A harmless file is left as it is; a suspicious one
 * keeps its shapes and loses scripts, handlers, foreign content and outside references.
 */
export function sanitizeSvg(source: string): string {
  if (!SUSPICIOUS.test(source)) {
    return source;
  }
  return sanitizeHtml(source, {
    allowedTags: TAGS,
    allowedAttributes: {
      '*': ATTRIBUTES,
      use: ['href', 'xlink:href'],
      image: ['href'],
    },
    allowedSchemes: ['data'],
    allowedSchemesAppliedToAttributes: ['href', 'xlink:href'],
    allowProtocolRelative: false,
    nonTextTags: [
      'script',
      'style',
      'foreignObject',
      'iframe',
      'object',
      'embed',
    ],
    exclusiveFilter: ({ attribs }) =>
      Object.entries(attribs).some(
        ([name, value]) =>
          name.endsWith('href') &&
          !/^(?:#|data:image\/(?:png|gif|jpeg|webp);base64,)/i.test(value),
      ),
    parser: {
      lowerCaseTags: false,
      lowerCaseAttributeNames: false,
      xmlMode: true,
    },
  });
}
