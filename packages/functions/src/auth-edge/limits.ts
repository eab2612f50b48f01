/** What Lambda@Edge allows for a viewer request, and what a token may be. */
export const EDGE_LIMITS = {
  /** Of an answer that the function makes: headers and body. */
  answerBytes: 40 * 1024,
  /** Of the code, compressed. */
  codeBytes: 1024 * 1024,
  tokenBytes: 8 * 1024,
  /** No setting may accept tokens that are wrong by more than this. */
  skewSeconds: 60,
} as const;
