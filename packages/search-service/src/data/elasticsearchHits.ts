import { z } from 'zod';
import type { Hit } from '../domain/SearchIndex.ts';

const EXCERPT_CHARACTERS = 200;

const answer = z.object({
  hits: z.object({
    hits: z.array(
      z.object({
        _score: z.number().nullable(),
        _source: z.object({
          noteId: z.string(),
          version: z.number(),
          title: z.string(),
          content: z.string(),
          tags: z.array(z.string()),
          changedAt: z.string(),
        }),
        highlight: z
          .object({
            title: z.array(z.string()).optional(),
            content: z.array(z.string()).optional(),
          })
          .optional(),
      }),
    ),
  }),
});

export function hitsOf(body: unknown): Hit[] {
  return answer.parse(body).hits.hits.map(({ _score, _source, highlight }) => {
    const { changedAt, content, noteId, tags, title, version } = _source;
    return {
      ...{ noteId, version, title, tags },
      score: _score ?? 0,
      changedAt: new Date(changedAt),
      markedTitle: highlight?.title?.[0] ?? title,
      markedContent: highlight?.content ?? [
        content.slice(0, EXCERPT_CHARACTERS),
      ],
    };
  });
}
