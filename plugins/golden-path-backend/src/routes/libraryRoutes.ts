import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import type { LibrarySnapshots } from '../library/LibrarySnapshots';

/** The kept versions of the templates library. */
export function addLibraryRoutes(
  router: Router,
  options: {
    snapshots: Pick<LibrarySnapshots, 'take'>;
    httpAuth: HttpAuthService;
  },
): void {
  // It takes no input and makes the same thing each time, so whoever is signed in may ask.
  router.post('/library/snapshots', async (request, response) => {
    await options.httpAuth.credentials(request, { allow: ['user', 'service'] });
    response.json(await options.snapshots.take());
  });
}
