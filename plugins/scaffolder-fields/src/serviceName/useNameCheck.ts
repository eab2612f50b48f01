import { useMemo, useState } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import useAsync from 'react-use/esm/useAsync';
import useDebounce from 'react-use/esm/useDebounce';
import { createNameApis } from './createNameApis';
import { describeNameProblem } from './describeNameProblem';
import {
  findNameConflicts,
  NameConflict,
  NameQuestion,
} from './findNameConflicts';

/** What is known about the name in the field at this moment. */
export type NameCheck =
  | { state: 'empty' | 'checking' | 'free' | 'unknown' }
  | { state: 'malformed'; problem: string }
  | { state: 'taken'; conflicts: NameConflict[] };

const PAUSE_MS = 350;

/** Checks the name while it is typed, once typing has paused. */
export function useNameCheck(question: NameQuestion): NameCheck {
  const apis = useApiHolder();
  const nameApis = useMemo(() => createNameApis(apis), [apis]);
  const { name, repoOwner, repoHost, language } = question;
  const key = JSON.stringify([name, repoOwner, repoHost]);
  const problem = name ? describeNameProblem(name, language) : undefined;

  const [asked, setAsked] = useState<string>();
  useDebounce(() => setAsked(key), PAUSE_MS, [key]);
  const answer = useAsync(async () => {
    if (!asked || !name || problem) {
      return undefined;
    }
    return findNameConflicts({ name, repoOwner, repoHost }, nameApis);
    // Only a pause in typing asks anew, not each key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asked, nameApis]);

  if (!name) {
    return { state: 'empty' };
  }
  if (asked !== key || answer.loading) {
    return { state: 'checking' };
  }
  if (problem) {
    return { state: 'malformed', problem };
  }
  if (!answer.value) {
    return { state: answer.error ? 'unknown' : 'checking' };
  }
  return answer.value.length > 0
    ? { state: 'taken', conflicts: answer.value }
    : { state: 'free' };
}
