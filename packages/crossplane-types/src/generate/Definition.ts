/** A rule in the Common Expression Language, as Kubernetes reads it. */
export type ValidationRule = {
  rule: string;
  message: string;
  fieldPath?: string;
};

/** The part of OpenAPI that the definitions use. */
export type FieldSchema = {
  type: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  description: string;
  default?: string | number | boolean;
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
  'x-kubernetes-validations'?: ValidationRule[];
};

export type DefinitionSchema = FieldSchema & {
  properties: { spec: FieldSchema; status: FieldSchema };
};

/** A CompositeResourceDefinition of Crossplane 2, which is the source of everything else. */
export type Definition = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; annotations: Record<string, string> };
  spec: {
    group: string;
    scope?: string;
    names: {
      kind: string;
      listKind: string;
      plural: string;
      singular: string;
      categories?: string[];
    };
    versions: [
      {
        name: string;
        schema: { openAPIV3Schema: DefinitionSchema };
        additionalPrinterColumns: { name: string; jsonPath: string }[];
      },
    ];
  };
};
