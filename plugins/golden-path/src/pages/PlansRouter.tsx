import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Route, Routes, useParams } from 'react-router-dom';
import { PlanPage } from './PlanPage';
import { PlansPage } from './PlansPage';

const SHORT = 8;

/** The list of plans, and one plan. */
export function PlansRouter() {
  return (
    <Routes>
      <Route index element={<PlansPage />} />
      <Route path=":id" element={<OnePlan />} />
    </Routes>
  );
}

function OnePlan() {
  const { id = '' } = useParams();
  return (
    <BreadcrumbEntry entry={{ label: id.slice(0, SHORT), href: id }}>
      <PlanPage key={id} id={id} />
    </BreadcrumbEntry>
  );
}
