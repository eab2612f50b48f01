import { Document, Scalar } from 'yaml';
import { Form, Target } from './apiKinds';
import { ApiSource, Sources } from './readApis';
import { renderTemplate } from './renderTemplate';

/** Assembles the composition of one API for one target in one form. */
export function renderComposition(
  api: ApiSource,
  target: Target,
  form: Form,
  sources: Sources,
): string {
  const source = [
    sources.prelude,
    sources.targetPreludes[target],
    api.templates[target],
  ].join('');
  const file = `crossplane/apis/${api.plural}/${target}.gotmpl`;
  const inline = new Scalar(renderTemplate(source, form, file));
  inline.type = Scalar.BLOCK_LITERAL;
  const prefix = form === 'claims' ? 'x' : '';
  const document = new Document({
    apiVersion: 'apiextensions.crossplane.io/v1',
    kind: 'Composition',
    metadata: {
      name: `${prefix}${api.plural}-${target}.platform.notes.dev`,
      labels: { 'platform.notes.dev/target': target },
    },
    spec: {
      compositeTypeRef: {
        apiVersion: `${api.definition.spec.group}/${api.definition.spec.versions[0].name}`,
        kind: `${prefix.toUpperCase()}${api.kind}`,
      },
      mode: 'Pipeline',
      pipeline: [
        environmentStep(),
        {
          step: 'compose',
          functionRef: { name: 'function-go-templating' },
          input: {
            apiVersion: 'gotemplating.fn.crossplane.io/v1beta1',
            kind: 'GoTemplate',
            source: 'Inline',
            inline: { template: inline },
          },
        },
        { step: 'ready', functionRef: { name: 'function-auto-ready' } },
      ],
    },
  });
  return document.toString({ lineWidth: 0 });
}

function environmentStep(): object {
  return {
    step: 'environment',
    functionRef: { name: 'function-environment-configs' },
    input: {
      apiVersion: 'environmentconfigs.fn.crossplane.io/v1beta1',
      kind: 'Input',
      spec: {
        environmentConfigs: [{ type: 'Reference', ref: { name: 'platform' } }],
      },
    },
  };
}
