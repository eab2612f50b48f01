import type { FormField } from '@backstage/plugin-scaffolder-react/alpha';
import { lazy, type ReactElement, Suspense, useMemo } from 'react';
import { useParams } from 'react-router-dom';
import { PlanProgress } from '../plan/PlanProgress';
import { listFieldExtensions } from './listFieldExtensions';

const FORM = /^([^/]+)\/([^/]+)\/?$/;

// The list of templates does not need the form.
const PlanWizard = lazy(() =>
  import('./PlanWizard').then(m => ({ default: m.PlanWizard })),
);

export interface TemplatesRouterProps {
  /** What Backstage shows at this path. */
  stock: ReactElement;
  formFields: FormField[];
  theme: 'bui' | 'mui';
}

/**
 * The form of a template is ours, and all else below this path is the stock page.
 *
 * The path is read instead of matched by a route, because inside a route of
 * ours the stock page would no longer know where it is.
 */
export function TemplatesRouter(props: TemplatesRouterProps) {
  const { stock, formFields, theme } = props;
  const { '*': rest = '' } = useParams();
  const extensions = useMemo(
    () => listFieldExtensions(formFields),
    [formFields],
  );
  const [, namespace, templateName] = FORM.exec(rest) ?? [];
  if (!templateName) {
    return stock;
  }
  return (
    <Suspense fallback={<PlanProgress what="form" />}>
      <PlanWizard
        key={rest}
        namespace={namespace}
        templateName={templateName}
        stock={stock}
        extensions={extensions}
        formProps={{ EXPERIMENTAL_theme: theme }}
      />
    </Suspense>
  );
}
