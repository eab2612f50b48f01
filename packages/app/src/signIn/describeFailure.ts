/**
 * Finds the words for a failed request: those of the backend where there are
 * any, and nothing where the request did not get through at all.
 */
export function describeFailure(error: unknown): string | undefined {
  if (error instanceof TypeError) {
    // What `fetch` throws when no server answered.
    return undefined;
  }
  const body = (error as { body?: { error?: { message?: string } } }).body;
  const message = body?.error?.message;
  if (message) {
    return message;
  }
  return error instanceof Error ? error.message : String(error);
}
