import { requireFreePort } from '../commands/requireFreePort.mjs';
import { isPortFree } from '../system/ports.mjs';
import { SERVICES } from './serviceList.mjs';

const STEP = 100;

/** Every port of the chosen services, before anything slow happens; names who holds the first that is taken. */
export async function requireFreePorts({ chosen, portBase }) {
  const other = portBase + STEP;
  const hint = (await allFree(other))
    ? `npm run notes -- --port-base ${other}`
    : 'npm run notes -- --port-base N';
  for (const { offset } of chosen) {
    await requireFreePort({
      port: portBase + offset,
      hintFor: () =>
        `Stop that process, or take ${SERVICES.length} other ports: ${hint}.`,
    });
  }
}

async function allFree(base) {
  for (const { offset } of SERVICES) {
    if (base + offset > 65_535 || !(await isPortFree(base + offset))) {
      return false;
    }
  }
  return true;
}
