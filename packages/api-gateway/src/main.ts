import { runService } from '@notes/service-kit';
import { gatewayService } from './service.ts';

await runService(gatewayService);
