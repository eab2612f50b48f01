import { runService } from '@notes/service-kit';
import { service } from './service.ts';

await runService(service);
