import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import { type FormEvent, useState } from 'react';
import { auditLogTranslationRef } from '../translation';

/** Understands what people write for an entity; a name alone is a component. */
function parseEntity(text: string): string | undefined {
  try {
    const defaults = { defaultKind: 'component', defaultNamespace: 'default' };
    return stringifyEntityRef(parseEntityRef(text.trim(), defaults));
  } catch {
    return undefined;
  }
}

export interface EntityFilterProps {
  entity: string | undefined;
  onChange: (entity: string | undefined) => void;
}

/** A field that filters on Enter or when it is left, and keeps what it does not understand. */
export function EntityFilter(props: EntityFilterProps) {
  const { entity, onChange } = props;
  const { t } = useTranslationRef(auditLogTranslationRef);
  const [text, setText] = useState(entity ?? '');
  const [isWrong, setWrong] = useState(false);

  function apply(event?: FormEvent) {
    event?.preventDefault();
    const parsed = text.trim() ? parseEntity(text) : undefined;
    setWrong(Boolean(text.trim()) && !parsed);
    if ((parsed || !text.trim()) && parsed !== entity) {
      onChange(parsed);
    }
  }

  return (
    <form onSubmit={apply} noValidate>
      <TextField
        label={t('filter.entity')}
        size="small"
        placeholder={t('filter.entityHint')}
        value={text}
        onChange={setText}
        onBlur={() => apply()}
        isInvalid={isWrong}
        description={isWrong ? t('filter.entityWrong') : undefined}
      />
    </form>
  );
}
