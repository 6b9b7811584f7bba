import { z } from '@hono/zod-openapi'
import { orgRef } from '../contract.ts'

const time = z.iso.datetime()

export const submissionState = z
  .enum(['draft', 'submitted', 'returned', 'accepted', 'locked'])
  .openapi('SubmissionState')

const boardState = z
  .enum(['not_started', 'filling', 'errors', 'submitted', 'returned', 'accepted', 'locked'])
  .openapi('BoardState')

export const round = z
  .object({
    org: orgRef,
    year: z.number().int(),
    title: z.string(),
    forms: z.array(z.string()).readonly(),
    opensAt: time,
    deadline: time,
    state: z.enum(['open', 'closed']),
    openedBy: z.string(),
  })
  .openapi('Round')

export const roundList = z
  .object({
    conducts: z.array(round).readonly().openapi({ description: 'Rounds that the unit opened' }),
    stands: z
      .array(
        z.object({
          year: z.number().int(),
          state: submissionState,
          deadline: time.openapi({ description: 'The unit’s own, where it was given one' }),
          round,
        }),
      )
      .readonly()
      .openapi({ description: 'Rounds in which the unit fills in' }),
  })
  .openapi('Rounds')

export const newRound = z
  .object({
    title: z.string().trim().min(1).max(100),
    deadline: time,
    forms: z.array(z.string()).min(1).optional().openapi({ description: 'All in force where left out' }),
    units: z.array(z.string()).min(1).optional().openapi({
      description:
        'Codes or names; all schools below, and the unit itself for forms of its own, where left out',
    }),
  })
  .openapi('NewRound')

export const reminder = z
  .object({ text: z.string().trim().min(1).max(500), units: z.array(z.string()).min(1).optional() })
  .openapi('Reminder')

export const extension = z
  .object({
    deadline: time,
    reason: z.string().trim().min(1).max(500),
    units: z.array(z.string()).min(1).optional(),
  })
  .openapi('Extension')

const boardLine = z
  .object({
    org: orgRef,
    state: boardState,
    filled: z.number().int(),
    expected: z.number().int(),
    percent: z.number().int(),
    findings: z
      .object({
        errors: z.number().int(),
        toExplain: z.number().int(),
        notes: z.number().int(),
        countedAt: time,
      })
      .optional()
      .openapi({ description: 'As they were last counted' }),
    lastActivity: time.optional(),
    minutes: z.array(z.object({ form: z.string(), minutes: z.number().int() })).readonly(),
    isHandedOver: z.boolean().openapi({ description: 'Waits for the leader’s signature' }),
    version: z.number().int(),
    deadline: time,
    isLate: z.boolean(),
  })
  .openapi('BoardLine')

export const board = z
  .object({
    org: orgRef,
    round,
    lines: z.array(boardLine).readonly(),
    counts: z.record(boardState, z.number().int()),
  })
  .openapi('Board')

export const reminded = z.object({ reminded: z.array(z.string()).readonly() }).openapi('Reminded')

export type Round = z.output<typeof round>
export type RoundList = z.output<typeof roundList>
export type Board = z.output<typeof board>
export type BoardState = z.output<typeof boardState>
