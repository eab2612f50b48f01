import { describeFailure } from '@notes/plugin-connections-common';

/** What came of one request: a status, or the words for having none. */
export type HttpAnswer =
  { status: number; body: unknown } | { status: undefined; failure: string };

/** Makes one GET request and never throws; the signal bounds its time. */
export async function askHttp(
  url: string,
  options: { headers?: Record<string, string>; signal: AbortSignal },
): Promise<HttpAnswer> {
  try {
    const response = await fetch(url, { ...options, redirect: 'manual' });
    const text = await response.text();
    return { status: response.status, body: parseJson(text) };
  } catch (error) {
    return { status: undefined, failure: describeFailure(error) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
