import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  AnalyticsContext,
  BreadcrumbEntry,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import {
  type FieldExtensionOptions,
  type FormProps,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { Workflow } from '@backstage/plugin-scaffolder-react/alpha';
import { Alert, Container } from '@backstage/ui';
import { type ReactElement, useCallback, useMemo, useRef } from 'react';
import { Navigate, useNavigate } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { Failure } from '../plan/Failure';
import { PlanProgress } from '../plan/PlanProgress';
import { externalRoutes } from '../routes';
import { goldenPathTranslationRef } from '../translation';
import { canPlan } from './canPlan';
import { NoPermission } from './NoPermission';
import { PlanStep } from './PlanStep';
import { type MadePlan, PlanWizardContext } from './PlanWizardContext';
import { useMayRun } from './useMayRun';

export interface PlanWizardProps {
  namespace: string;
  templateName: string;
  /** What Backstage shows here, for templates without a plan. */
  stock: ReactElement;
  extensions: FieldExtensionOptions[];
  formProps: FormProps;
}

/** The form of a template, and at its end the plan of what it would make. */
export function PlanWizard(props: PlanWizardProps) {
  const { namespace, templateName, stock } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const catalogApi = useApi(catalogApiRef);
  const templateRef = stringifyEntityRef({
    ...{ kind: 'Template', namespace, name: templateName },
  });
  const template = useAsyncRetry(
    () => catalogApi.getEntityByRef(templateRef),
    [catalogApi, templateRef],
  );
  if (template.error) {
    return (
      <Container>
        <Failure
          error={template.error}
          title={t('wizard.templateFailed')}
          retry={template.retry}
        />
      </Container>
    );
  }
  if (template.loading) {
    return <PlanProgress what="form" />;
  }
  // A template that is not there is the stock page's to talk about.
  return template.value ? (
    <FormOf {...props} template={template.value} templateRef={templateRef} />
  ) : (
    stock
  );
}

type FormOfProps = PlanWizardProps & { templateRef: string };

function FormOf(props: FormOfProps & { template: Entity }) {
  const { template, templateRef, stock } = props;
  const { title, name } = template.metadata;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const planned = canPlan(template);
  const mayRun = useMayRun({ planned });
  if (mayRun === undefined) {
    return <PlanProgress what="form" />;
  }
  if (mayRun && !planned) {
    return (
      <>
        <Container>
          <Alert status="info" icon title={t('wizard.noPlan')} />
        </Container>
        {stock}
      </>
    );
  }
  return (
    <AnalyticsContext attributes={{ entityRef: templateRef }}>
      <BreadcrumbEntry entry={{ label: title ?? name, href: '.' }}>
        {mayRun ? (
          <SecretsContextProvider>
            <PlannedForm {...props} />
          </SecretsContextProvider>
        ) : (
          <NoPermission template={template} />
        )}
      </BreadcrumbEntry>
    </AnalyticsContext>
  );
}

function PlannedForm(props: FormOfProps) {
  const { templateRef, namespace, templateName } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const navigate = useNavigate();
  const taskRoute = useRouteRef(externalRoutes.task);
  const templatesRoute = useRouteRef(externalRoutes.templates);
  const made = useRef<MadePlan>();
  const taskId = useRef<string>();
  const context = useMemo(() => ({ templateRef, made, taskId }), [templateRef]);
  const components = useMemo(
    () => ({
      ReviewStepComponent: PlanStep,
      reviewButtonText: t('wizard.plan'),
    }),
    [t],
  );
  // The step has started the task of the plan by then.
  const onCreate = useCallback(async () => {
    if (taskId.current && taskRoute) {
      navigate(taskRoute({ taskId: taskId.current }));
    }
  }, [navigate, taskRoute]);
  return (
    <PlanWizardContext.Provider value={context}>
      <Workflow
        namespace={namespace}
        templateName={templateName}
        extensions={props.extensions}
        formProps={props.formProps}
        components={components}
        onCreate={onCreate}
        onError={() => <Navigate to={templatesRoute?.() ?? '/create'} />}
      />
    </PlanWizardContext.Provider>
  );
}
