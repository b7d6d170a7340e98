import type { ReactElement } from 'react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useNow } from '../../stores/now.ts'
import { Drawn } from './drawn.ts'
import { ReportScope } from './report-head.tsx'
import { Blocks } from './report-page.tsx'
import css from './reports.module.css'
import { useFigures } from './use-figures.ts'
import { useReports } from './use-reports.ts'

/** After the last block has its data: charts are painted a moment later. */
const PAINTED = 400

interface PrintProps {
  readonly reportId: string
  /** Who waits for it. */
  readonly job: string
}

/** A report alone on a page of paper, for a picture of it. Says when everything is there. */
export const PrintedReport = ({ reportId, job }: PrintProps): ReactElement => {
  const { reports } = useStrings()
  const format = useFormat()
  const now = useNow()
  const [at] = useState(now)
  const { all } = useReports()
  const book = useFigures()
  const accounts = useAccounts().value
  const paper = useRef<HTMLDivElement>(null)
  const drawn = useRef(new Set<string>())
  const [count, setCount] = useState(0)
  const shown = all?.find(({ id }) => id === reportId)
  const tell = useCallback((id: string) => {
    drawn.current.add(id)
    setCount(drawn.current.size)
  }, [])

  const isDrawn = shown !== undefined && accounts !== undefined && count >= shown.report.blocks.length
  useEffect(() => {
    if (!isDrawn) return undefined
    const timer = setTimeout(() => {
      const { current } = paper
      // Better none than one with a hole in it.
      const isWhole = current !== null && current.querySelector('[data-broken]') === null
      const height = isWhole ? Math.ceil(current.getBoundingClientRect().height) : null
      // When nobody waits any more there is nobody to tell.
      call('exports.printed', { id: job, height }).catch(() => undefined)
    }, PAINTED)
    return () => clearTimeout(timer)
  }, [isDrawn, job])

  return (
    <div ref={paper} className={css['paper']}>
      {shown ? (
        <>
          <header className={css['paperHead']}>
            <h1>
              <bdi>{shown.name}</bdi>
            </h1>
            <ReportScope report={shown.report} />
          </header>
          <Drawn value={tell}>
            <Blocks report={shown.report} book={book} />
          </Drawn>
          <footer className={css['paperFoot']}>{reports.printedAt(format.fullDateTime(at))}</footer>
        </>
      ) : null}
    </div>
  )
}
