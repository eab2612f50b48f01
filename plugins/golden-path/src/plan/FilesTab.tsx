import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { SearchField, Text } from '@backstage/ui';
import type { Plan } from '@notes/plugin-golden-path-common';
import { useState } from 'react';
import { firstFile } from '../lib/buildFileTree';
import { goldenPathTranslationRef } from '../translation';
import styles from './Browser.module.css';
import { FileContent } from './FileContent';
import { FileTree } from './FileTree';

/** The files of a plan beside the content of the chosen one. */
export function FilesTab(props: { plan: Plan }) {
  const { id, files } = props.plan;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const [text, setText] = useState('');
  const [path, setPath] = useState(() => firstFile(files));
  if (files.length === 0) {
    return <Text>{t('files.empty')}</Text>;
  }
  const wanted = text.trim().toLowerCase();
  const found = files.filter(each => each.path.toLowerCase().includes(wanted));
  const amounts = {
    amount: String(found.length),
    total: String(files.length),
  };
  const chosen = files.find(each => each.path === path);
  return (
    <div className={styles.browser}>
      <div className={styles.side}>
        <SearchField
          size="small"
          aria-label={t('files.search')}
          placeholder={t('files.search')}
          value={text}
          onChange={setText}
        />
        <p role="status" className={styles.count}>
          {found.length === 0 && t('files.none', { text: text.trim() })}
          {found.length > 0 && wanted !== '' && t('files.found', amounts)}
          {wanted === '' && t('files.all', { count: files.length })}
        </p>
        <FileTree
          // What was opened by hand is closed again after a search.
          key={wanted === '' ? 'all' : 'found'}
          files={found}
          isFiltered={wanted !== ''}
          selected={path}
          onSelect={setPath}
        />
      </div>
      <div className={styles.main}>
        {chosen ? (
          <FileContent key={chosen.path} planId={id} file={chosen} />
        ) : (
          <Text>{t('files.choose')}</Text>
        )}
      </div>
    </div>
  );
}
