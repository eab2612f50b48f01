import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { FilterState, readFilterState, writeFilterState } from './filterState';

/** The filters in the address of the page, so that a view can be sent to somebody. */
export function useFilterState() {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readFilterState(params), [params]);
  const change = useCallback(
    (next: FilterState) => setParams(writeFilterState(next), { replace: true }),
    [setParams],
  );
  return { state, change };
}
