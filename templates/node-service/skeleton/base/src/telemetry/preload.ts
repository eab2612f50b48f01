import { startTelemetry } from './startTelemetry.ts';

// Runs before every other module (`node --import`), so that what they load is already being traced.
startTelemetry(process.env);
