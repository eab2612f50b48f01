import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PlanFile } from '@notes/plugin-golden-path-common';
import {
  RiArrowRightSLine,
  RiFileLine,
  RiFileTextLine,
  RiFolder3Fill,
  RiLink,
} from '@remixicon/react';
import { useMemo, useState } from 'react';
import {
  Button,
  Collection,
  type Key,
  type Selection,
  Tree,
  TreeItem,
  TreeItemContent,
} from 'react-aria-components';
import { formatBytes } from '@notes/plugin-portal-react';
import {
  buildFileTree,
  type FileNode,
  foldersOf,
  listFolders,
} from '../lib/buildFileTree';
import { goldenPathTranslationRef } from '../translation';
import styles from './Browser.module.css';

export interface FileTreeProps {
  files: readonly PlanFile[];
  /** Shows all folders open. */
  isFiltered: boolean;
  selected: string | undefined;
  onSelect(path: string): void;
}

/** Folders and files; arrow keys move and open, Enter chooses. */
export function FileTree(props: FileTreeProps) {
  const { files, isFiltered, selected, onSelect } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const nodes = useMemo(() => buildFileTree(files), [files]);
  const folders = useMemo(() => new Set(listFolders(nodes)), [nodes]);
  const [opened, setOpened] = useState<Set<Key>>(
    () => new Set(foldersOf(selected ?? '')),
  );

  function choose(keys: Selection) {
    const [key] = keys === 'all' ? [] : [...keys];
    if (key === undefined) {
      return;
    }
    const path = String(key);
    if (!folders.has(path)) {
      onSelect(path);
      return;
    }
    const next = new Set(opened);
    if (!next.delete(path)) {
      next.add(path);
    }
    setOpened(next);
  }

  return (
    <Tree
      className={styles.tree}
      aria-label={t('files.tree')}
      items={nodes}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={selected ? [selected] : []}
      onSelectionChange={choose}
      expandedKeys={isFiltered ? folders : opened}
      onExpandedChange={setOpened}
    >
      {renderNode}
    </Tree>
  );
}

function renderNode(node: FileNode) {
  const { path, name, children, file } = node;
  return (
    <TreeItem id={path} textValue={name} className={styles.item}>
      <TreeItemContent>
        {children ? (
          <Button slot="chevron" className={styles.chevron}>
            <RiArrowRightSLine size={16} aria-hidden />
          </Button>
        ) : (
          <span className={styles.chevron} />
        )}
        <NodeIcon node={node} />
        <span className={styles.name}>{name}</span>
        {file && <span className={styles.size}>{formatBytes(file.size)}</span>}
      </TreeItemContent>
      {children && <Collection items={children}>{renderNode}</Collection>}
    </TreeItem>
  );
}

const ICONS = {
  text: RiFileTextLine,
  symlink: RiLink,
  binary: RiFileLine,
  'too-large': RiFileLine,
};

function NodeIcon({ node: { file } }: { node: FileNode }) {
  const Icon = file ? ICONS[file.kind] : RiFolder3Fill;
  return <Icon size={16} aria-hidden className={styles.icon} />;
}
