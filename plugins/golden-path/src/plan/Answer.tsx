import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { JsonValue } from '@backstage/types';
import { goldenPathTranslationRef } from '../translation';

/** A reference with its kind and namespace, as the pickers of forms write it. */
const ENTITY_REF =
  /^(api|component|domain|group|location|resource|system|template|user):[\w.-]+\/[\w.-]+$/i;

export interface AnswerProps {
  value: JsonValue | undefined;
  /** The words for values that have some, by the value as JSON. */
  names?: ReadonlyMap<string, string>;
}

/** One answer, as the form puts it. */
export function Answer(props: AnswerProps) {
  const { value, names } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const describe = (each: JsonValue | undefined): string => {
    const name =
      each === undefined ? undefined : names?.get(JSON.stringify(each));
    if (name !== undefined) {
      return name;
    }
    if (typeof each === 'boolean') {
      return each ? t('overview.yes') : t('overview.no');
    }
    if (each === undefined || each === null || each === '') {
      return t('overview.none');
    }
    return typeof each === 'object' ? JSON.stringify(each) : String(each);
  };
  if (typeof value === 'string' && ENTITY_REF.test(value)) {
    return <EntityRefLink entityRef={value} />;
  }
  if (Array.isArray(value) && value.length > 0) {
    return <>{value.map(describe).join(', ')}</>;
  }
  return <>{describe(Array.isArray(value) ? undefined : value)}</>;
}
