import { z } from '@hono/zod-openapi'

/** Long work that was begun; ask for its progress under /jobs/{job}. */
export const startedJob = z.object({ id: z.uuid() }).openapi('StartedJob')

export const jobProgressDocument = z
  .object({
    id: z.uuid(),
    kind: z.string().openapi({ example: 'import.preview' }),
    state: z.enum(['queued', 'running', 'done', 'failed', 'stopped']),
    done: z.int().openapi({ description: 'Rows for imports' }),
    total: z.int().openapi({ description: '0 where nobody knows beforehand' }),
    percent: z.int().min(0).max(100).nullable().openapi({
      description:
        'Of an import the part of the file that is read; 100 while the checks run; null before it begins',
    }),
    isStopping: z.boolean().openapi({ description: 'Asked to stop and not yet ended' }),
    label: z.string().openapi({ description: 'What it is at: the name of a sheet' }),
    result: z.unknown().openapi({ description: 'For imports: { import, state }' }),
    problem: z
      .object({
        code: z.string(),
        params: z.record(z.string(), z.union([z.string(), z.number()])),
        message: z.object({ zh: z.string(), en: z.string() }),
      })
      .optional(),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .openapi('Job')
