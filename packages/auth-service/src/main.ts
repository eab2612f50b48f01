import { runService } from '@notes/service-kit';
import { authService } from './service.ts';

await runService(authService);
