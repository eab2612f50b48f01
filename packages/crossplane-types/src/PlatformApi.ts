import type { ClaimKind } from './generated/types';

/** A rule in the Common Expression Language that the control plane applies. @public */
export type FieldRule = { rule: string; message: string; fieldPath?: string };

/** What a field accepts, in the words of OpenAPI. @public */
export type FieldSchema = {
  type: string;
  description: string;
  default?: unknown;
  enum?: string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  required?: string[];
  properties?: Record<string, FieldSchema>;
  items?: FieldSchema;
  'x-kubernetes-validations'?: FieldRule[];
};

/** One kind of the platform APIs. @public */
export type PlatformApi = {
  kind: ClaimKind;
  plural: string;
  title: string;
  description: string;
  /** Keys of the connection Secret; empty when there is none. */
  secretKeys: string[];
  targets: string[];
  spec: FieldSchema;
  status: FieldSchema;
};
