import type { WorkspaceContext } from '../context.ts'
import type { PrintDialog } from '../../ports.ts'
import type { Locale } from '../../../shared/domain/connection.ts'
import { AppError } from '../../../shared/errors.ts'
import { exportWords } from '../../../shared/words/exports/words.ts'
import type { Drawn } from './drawn.ts'
import { findReport } from './report-content.ts'

/** The page that a report is printed from, for whoever waits for it under `job`. */
export const pageOf = (reportId: string, job: string): string => `print=${reportId}&job=${job}`

/** Shows the system's dialog for a report. */
export const createPaper =
  ({
    context: { store, ids, log },
    dialog,
    drawn,
    locale,
  }: {
    readonly context: Pick<WorkspaceContext, 'store' | 'ids' | 'log'>
    readonly dialog: PrintDialog | null
    readonly drawn: Drawn
    readonly locale: () => Locale
  }) =>
  async (reportId: string): Promise<void> => {
    if (!dialog) throw new AppError('printFailed')
    await findReport({ store }, reportId, exportWords(locale()))
    const job = ids.random()
    try {
      await drawn(job, null, (ready) => dialog({ page: pageOf(reportId, job), ready }))
    } catch (error) {
      if (error instanceof AppError) throw error
      log.write('warn', 'report not printed', { reason: String(error) })
      throw new AppError('printFailed', {}, { cause: error })
    }
  }
