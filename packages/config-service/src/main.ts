import { runService } from '@notes/service-kit';
import { configService } from './service.ts';

await runService(configService);
