import { Route, Routes } from 'react-router-dom';
import { RepositoriesPage } from './RepositoriesPage';
import { RepositoryPage } from './RepositoryPage';

/** The list, and the page of each repository. */
export function RepositoriesRouter() {
  return (
    <Routes>
      <Route path="/" element={<RepositoriesPage />} />
      <Route path="/:owner/:name/*" element={<RepositoryPage />} />
    </Routes>
  );
}
