import { runService } from '@notes/service-kit';
import { emailService } from './service.ts';

await runService(emailService);
