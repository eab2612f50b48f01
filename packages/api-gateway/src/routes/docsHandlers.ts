import { operation, type Handler } from '@notes/service-kit';
import { DOCS_POLICY, docsPage } from '../docs/docsPage.ts';
import type { MergedDocument } from '../docs/MergedDocument.ts';

export function docsHandlers(
  merged: MergedDocument,
): Readonly<Record<string, Handler>> {
  return {
    getDocsPage: operation(async () => ({
      status: 200,
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': DOCS_POLICY,
        'Cache-Control': 'no-cache',
      },
      body: docsPage(await merged.get()),
    })),
    getDocument: operation(async () => ({
      status: 200,
      headers: { 'Cache-Control': 'no-cache' },
      body: (await merged.get()).document,
    })),
  };
}
