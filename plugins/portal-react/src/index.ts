/**
 * What the pages of the portal share, so that they look and read alike.
 *
 * @packageDocumentation
 */
export { Chip, type ChipProps, type Look } from './chip/Chip';
export { CodeBlock } from './code/CodeBlock';
export { CodeView, type CodeViewProps } from './code/CodeView';
export { CopyButton } from './code/CopyButton';
export { languageOf } from './code/languageOf';
export * from './format/format';
export { formatAge } from './format/formatAge';
export { default as listStyles } from './list/List.module.css';
export { LinkTabs, type LinkTabsProps } from './tabs/LinkTabs';
export { PartTabs, type PartTabsProps } from './tabs/PartTabs';
