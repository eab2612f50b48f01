import sanitizeHtml from 'sanitize-html';

const TAGS = [
  ...'a abbr article aside audio b bdi bdo blockquote br caption center cite code col colgroup'.split(
    ' ',
  ),
  ...'dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd'.split(
    ' ',
  ),
  ...'label li mark ol p picture pre q rp rt ruby s samp section small source span strike strong'.split(
    ' ',
  ),
  ...'sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr'.split(
    ' ',
  ),
];

const ATTRIBUTES: sanitizeHtml.IOptions['allowedAttributes'] = {
  '*': [
    'class',
    'id',
    'title',
    'lang',
    'dir',
    'align',
    'role',
    'aria-*',
    'tabindex',
  ],
  a: ['href', 'hreflang', 'name', 'rel', 'target', 'download'],
  audio: ['src', 'controls', 'loop', 'muted', 'preload'],
  col: ['span', 'width'],
  details: ['open'],
  iframe: ['src', 'width', 'height', 'allowfullscreen'],
  img: ['src', 'alt', 'width', 'height', 'loading'],
  input: ['type', 'name', 'checked', 'disabled'],
  label: ['for'],
  li: ['value'],
  ol: ['start', 'type', 'reversed'],
  pre: ['data-code'],
  source: ['src', 'type'],
  td: ['colspan', 'rowspan', 'width', 'valign', 'headers'],
  th: ['colspan', 'rowspan', 'width', 'valign', 'scope', 'headers'],
  time: ['datetime'],
  track: ['src', 'kind', 'srclang', 'label', 'default'],
  video: [
    'src',
    'poster',
    'width',
    'height',
    'controls',
    'loop',
    'muted',
    'preload',
  ],
};

const RASTER_IMAGE = /^data:image\/(?:png|gif|jpeg|webp);base64,/i;
const READER_CLASS = /(<[a-z][^>]*\sclass=")([^"]*\bmd-[^"]*)"/g;

/** Classes of the reader would let a page cover the portal or fake its controls. */
function dropReaderClasses(html: string): string {
  return html.replace(READER_CLASS, (_, start: string, classes: string) => {
    const kept = classes
      .split(/\s+/)
      .filter(name => !name.startsWith('md-') || name.startsWith('md-button'));
    return `${start}${kept.join(' ')}"`;
  });
}

function isRejected(frame: sanitizeHtml.IFrame): boolean {
  const { tag, attribs } = frame;
  if (tag === 'input') {
    return attribs.type !== 'checkbox' && attribs.type !== 'radio';
  }
  if (tag === 'iframe') {
    return !attribs.src;
  }
  // A picture in the address itself is harmless only when it is not a document, as SVG is.
  return (
    tag === 'img' &&
    /^\s*data:/i.test(attribs.src ?? '') &&
    !RASTER_IMAGE.test(attribs.src)
  );
}

/**
 * Keeps what documentation needs and nothing that runs, frames, styles or submits.
 * The reader sanitises again; other readers of the published files do not.
 */
export function sanitizeArticle(html: string, iframeHosts: string[]): string {
  const sanitized = sanitizeHtml(html, {
    allowedTags: iframeHosts.length > 0 ? [...TAGS, 'iframe'] : TAGS,
    allowedAttributes: ATTRIBUTES,
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    allowedSchemesAppliedToAttributes: ['href', 'src', 'poster', 'cite'],
    allowedIframeHostnames: iframeHosts,
    allowProtocolRelative: true,
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'template',
      'title',
      'svg',
      'math',
      'xmp',
      'object',
      'noembed',
      'noframes',
    ],
    exclusiveFilter: isRejected,
    disallowedTagsMode: 'discard',
  });
  return dropReaderClasses(sanitized);
}
