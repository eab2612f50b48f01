import { accountFields } from './accountFields';
import { ambientCanaryFields } from './ambientCanaryFields';
import { authorizationFields } from './authorizationFields';
import { configurationFields } from './configurationFields';
import { deliveryFields } from './deliveryFields';
import type { FieldRow } from './FieldRow';
import { meshFields } from './meshFields';
import { networkFields } from './networkFields';
import { rolloutFields } from './rolloutFields';
import { scalingFields } from './scalingFields';
import { supportFields } from './supportFields';
import { trafficFields } from './trafficFields';
import { workloadFields } from './workloadFields';

export { expectField, type FieldRow } from './FieldRow';

/** Every field that the library promises, by area. */
export const FIELDS = {
  workload: workloadFields,
  support: supportFields,
  configuration: configurationFields,
  scaling: scalingFields,
  account: accountFields,
  delivery: deliveryFields,
  network: networkFields,
  traffic: trafficFields,
  mesh: meshFields,
  rollout: rolloutFields,
  ambientCanary: ambientCanaryFields,
  authorization: authorizationFields,
} satisfies Record<string, FieldRow[]>;
