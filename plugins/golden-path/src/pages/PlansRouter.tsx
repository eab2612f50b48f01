import { Route, Routes, useParams } from 'react-router-dom';
import { PlanPage } from './PlanPage';
import { PlansPage } from './PlansPage';

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
  return <PlanPage key={id} id={id} />;
}
