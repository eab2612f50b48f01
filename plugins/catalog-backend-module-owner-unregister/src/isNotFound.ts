import { isError, ResponseError } from '@backstage/errors';

/** Also when it is another plugin that answers so. */
export function isNotFound(error: unknown): boolean {
  return (
    isError(error) &&
    (error.name === 'NotFoundError' ||
      (error as Partial<ResponseError>).cause?.name === 'NotFoundError')
  );
}
