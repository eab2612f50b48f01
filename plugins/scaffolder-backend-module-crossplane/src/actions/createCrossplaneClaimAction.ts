import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  buildClaim,
  CLAIM_FORMS,
  COST_LABELS,
  platformApis,
  RefusedClaimError,
} from '@notes/crossplane-types';
import type { Claim, ClaimForm, ClaimKind } from '@notes/crossplane-types';
import { examples } from './createCrossplaneClaimAction.examples';
import { renderClaim } from './renderClaim';

const KINDS = platformApis.map(api => api.kind) as [ClaimKind, ...ClaimKind[]];
const FORMS = CLAIM_FORMS as [ClaimForm, ...ClaimForm[]];

type Input = {
  kind: ClaimKind;
  name: string;
  spec: Record<string, unknown>;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  targetPath: string;
  form?: ClaimForm;
};

/**
 * Writes the claim of a platform API into the workspace, or refuses what the control plane would refuse.
 *
 * @public
 */
export function createCrossplaneClaimAction(options: {
  defaultForm: ClaimForm;
}) {
  return createTemplateAction({
    id: 'crossplane:claim',
    description:
      'Writes the claim of a platform API, such as a database, to a file of the task. It refuses what the control plane would refuse and names the field. Running it again writes the same file.',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        kind: z => z.enum(KINDS).describe('What is claimed'),
        name: z =>
          z.string().describe("Name of the claim, such as 'orders-postgresql'"),
        spec: z =>
          z
            .record(z.unknown())
            .describe(
              'What is asked for; the fields are described on the page of the kind',
            ),
        labels: z =>
          z
            .record(z.string())
            .describe(
              `Labels. The cost labels ${COST_LABELS.join(', ')} are needed`,
            )
            .optional(),
        annotations: z =>
          z
            .record(z.string())
            .describe('Annotations beside those for Argo CD, which are added')
            .optional(),
        targetPath: z =>
          z
            .string()
            .describe("File to write, such as 'claims/postgresql.yaml'"),
        form: z =>
          z
            .enum(FORMS)
            .describe("Form of the claim; the portal's setting by default")
            .optional(),
      },
      output: {
        path: z => z.string().describe('The file that was written'),
        claim: z => z.record(z.unknown()).describe('The claim'),
      },
    },
    async handler(ctx) {
      const input: Input = ctx.input;
      const claim = toClaim(input, options.defaultForm);
      const path = toSafePath(ctx.workspacePath, input.targetPath);
      const outcome = await writeClaim(path, renderClaim(claim));
      ctx.logger.info(
        `${claim.kind} '${claim.metadata.name}' ${outcome} ${input.targetPath}`,
      );
      ctx.output('path', input.targetPath);
      ctx.output('claim', claim as Record<string, unknown>);
    },
  });
}

function toClaim(input: Input, defaultForm: ClaimForm): Claim {
  const { kind, name, labels, annotations } = input;
  const missing = COST_LABELS.filter(label => !labels?.[label]);
  if (missing.length) {
    throw new InputError(
      `metadata.labels of ${kind} '${name}' must hold the cost labels ${missing.join(', ')}, so that somebody pays for it`,
    );
  }
  try {
    return buildClaim(kind, {
      name,
      labels,
      annotations,
      form: input.form ?? defaultForm,
      // The validator is what makes a record of anything a spec; nothing has checked it before.
      spec: input.spec as never,
    });
  } catch (error) {
    if (error instanceof RefusedClaimError) {
      throw new InputError(error.message, error);
    }
    throw error;
  }
}

function toSafePath(workspacePath: string, targetPath: string): string {
  if (!/\.ya?ml$/.test(targetPath)) {
    throw new InputError(
      `targetPath is '${targetPath}': must be a file that ends with .yaml`,
    );
  }
  return resolveSafeChildPath(workspacePath, targetPath);
}

/** The workspace of a dry run is thrown away, so that writing there changes nothing and shows the file. */
async function writeClaim(
  path: string,
  content: string,
): Promise<'was in' | 'is written to'> {
  const existing = await readFile(path, 'utf8').catch(() => undefined);
  if (existing === content) {
    return 'was in';
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return 'is written to';
}
