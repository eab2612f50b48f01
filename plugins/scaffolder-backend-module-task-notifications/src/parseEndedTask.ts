import { z } from 'zod';

const endedTaskSchema = z.object({
  id: z.string(),
  status: z.enum(['completed', 'failed']),
  createdBy: z.string().startsWith('user:'),
});

export type EndedTask = z.infer<typeof endedTaskSchema>;

/** Answers `undefined` for a task that goes on, or that no person has started. */
export function parseEndedTask(eventPayload: unknown): EndedTask | undefined {
  return endedTaskSchema.safeParse(eventPayload).data;
}
