/**
 * Words for a failed call, from an allow list.
 *
 * The message of the error itself never leaves: it may carry an address with
 * credentials, or a header.
 */
const WORDS: Record<string, string> = {
  ECONNREFUSED: 'refuses the connection',
  ECONNRESET: 'closes the connection',
  ENOTFOUND: 'has a name that cannot be resolved',
  EAI_AGAIN: 'has a name that cannot be resolved',
  EHOSTUNREACH: 'cannot be reached over the network',
  ENETUNREACH: 'cannot be reached over the network',
  ETIMEDOUT: 'does not answer in time',
  UND_ERR_CONNECT_TIMEOUT: 'does not answer in time',
  TimeoutError: 'does not answer in time',
  AbortError: 'does not answer in time',
  CERT_HAS_EXPIRED: 'has a TLS certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a TLS certificate that is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a TLS certificate that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a TLS certificate that is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a TLS certificate for another name',
};

/** Says in words why a call failed, as the rest of a sentence: "… refuses the connection". */
export function describeFailure(error: unknown): string {
  for (let cause = error, depth = 0; cause && depth < 5; depth++) {
    const { code, name } = cause as { code?: string; name?: string };
    const words = WORDS[code ?? ''] ?? WORDS[name ?? ''];
    if (words) {
      return words;
    }
    cause =
      (cause as { cause?: unknown }).cause ??
      (cause as { errors?: unknown[] }).errors?.[0];
  }
  return 'cannot be reached';
}
