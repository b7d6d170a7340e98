import { z } from 'zod'
import type { Instant } from '../../../shared/domain/day.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { id, needed, oneOf, seconds, signed, text, understood, whole } from './lenient.ts'
import type { Node } from './node.ts'

const STATES = ['Job Not Started', 'Job Started', 'Job Running', 'Job Completed', 'Job Failed', 'Job Skipped'] as const

/** A report that Meta prepares. Its rows may be read when it is `readable`, and that may still fail. */
export interface ReportRun {
  readonly id: ObjectId
  readonly state: (typeof STATES)[number] | 'UNKNOWN'
  /** 0 to 100; 100 alone does not mean that it is ready. */
  readonly percent: number | null
  readonly readable: boolean
  readonly startedAt: Instant | null
  readonly completedAt: Instant | null
  readonly error: {
    readonly code: number | null
    readonly subcode: number | null
    readonly message: string
    readonly userTitle: string | null
    readonly userMessage: string | null
  } | null
}

const wire = z.object({
  id: needed(id),
  async_status: needed(oneOf(STATES)),
  async_percent_completion: whole,
  time_ref: seconds,
  time_completed: seconds,
  error_code: signed,
  error_subcode: signed,
  error_message: text,
  error_user_title: text,
  error_user_msg: text,
})

export const REPORT_RUN: Node<ReportRun> = {
  name: 'reportRun',
  core: ['id', 'async_status', 'async_percent_completion'],
  more: [
    'time_ref',
    'time_completed',
    'error_code',
    'error_subcode',
    'error_message',
    'error_user_title',
    'error_user_msg',
  ],
  decode(row) {
    const run = understood(wire, row)
    if (run === null) return null
    const percent = run.async_percent_completion
    const failed = run.error_code !== null && run.error_code !== 0
    return {
      id: run.id,
      state: run.async_status,
      percent,
      readable: run.async_status === 'Job Completed' && percent === 100,
      startedAt: run.time_ref,
      completedAt: run.time_completed,
      error:
        failed || run.error_message !== null
          ? {
              code: run.error_code,
              subcode: run.error_subcode,
              message: run.error_message ?? '',
              userTitle: run.error_user_title,
              userMessage: run.error_user_msg,
            }
          : null,
    }
  },
}
