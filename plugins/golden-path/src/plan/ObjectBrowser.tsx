import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Text } from '@backstage/ui';
import { useState } from 'react';
import {
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
} from 'react-aria-components';
import { goldenPathTranslationRef } from '../translation';
import styles from './Browser.module.css';
import { type BrowsedObject, ObjectContent } from './ObjectContent';

export interface ObjectBrowserProps {
  label: string;
  objects: BrowsedObject[];
}

type Keyed = BrowsedObject & { id: string };

/** Objects by kind and name beside the YAML of the chosen one. */
export function ObjectBrowser(props: ObjectBrowserProps) {
  const { label, objects } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const [text, setText] = useState('');
  const keyed = objects.map((object, index) => ({
    ...object,
    id: String(index),
  }));
  const kinds = groupByKind(keyed);
  const [id, setId] = useState<string | undefined>(
    () => kinds[0]?.objects[0]?.id,
  );
  const wanted = text.trim().toLowerCase();
  const found = groupByKind(
    keyed.filter(({ kind, name }) =>
      `${kind}/${name}`.toLowerCase().includes(wanted),
    ),
  );
  const amount = found.reduce((sum, group) => sum + group.objects.length, 0);
  const amounts = { amount: String(amount), total: String(objects.length) };
  const chosen = keyed.find(object => object.id === id);
  return (
    <div className={styles.browser}>
      <div className={styles.side}>
        <SearchField
          size="small"
          aria-label={t('kubernetes.search')}
          placeholder={t('kubernetes.search')}
          value={text}
          onChange={setText}
        />
        <p role="status" className={styles.count}>
          {amount === 0 && t('kubernetes.none', { text: text.trim() })}
          {amount > 0 && wanted !== '' && t('kubernetes.found', amounts)}
          {wanted === '' && t('kubernetes.all', { count: objects.length })}
        </p>
        {amount > 0 && (
          <ListBox
            className={styles.tree}
            aria-label={label}
            selectionMode="single"
            selectionBehavior="replace"
            disallowEmptySelection
            selectedKeys={id === undefined ? [] : [id]}
            onSelectionChange={keys =>
              setId(keys === 'all' ? undefined : String([...keys][0]))
            }
          >
            {found.map(({ kind, objects: ofKind }) => (
              <ListBoxSection key={kind}>
                <Header className={styles.kind}>{kind}</Header>
                {ofKind.map(object => (
                  <ListBoxItem
                    key={object.id}
                    id={object.id}
                    textValue={`${kind} ${object.name}`}
                    className={styles.item}
                  >
                    <span className={styles.name}>{object.name}</span>
                  </ListBoxItem>
                ))}
              </ListBoxSection>
            ))}
          </ListBox>
        )}
      </div>
      <div className={styles.main}>
        {chosen ? (
          <ObjectContent key={chosen.id} object={chosen} />
        ) : (
          <Text>{label}</Text>
        )}
      </div>
    </div>
  );
}

function groupByKind(objects: Keyed[]) {
  const kinds = new Map<string, Keyed[]>();
  for (const object of objects) {
    kinds.set(object.kind, [...(kinds.get(object.kind) ?? []), object]);
  }
  return [...kinds]
    .map(([kind, ofKind]) => ({ kind, objects: ofKind }))
    .sort((a, b) => a.kind.localeCompare(b.kind, 'en'));
}
