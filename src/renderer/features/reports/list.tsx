import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { Name } from '../../ui/figure.tsx'
import css from './reports.module.css'
import type { ShownReport } from './use-reports.ts'
import { openReport } from './use-reports.ts'

const Items = ({
  title,
  list,
  current,
}: {
  readonly title: string
  readonly list: readonly ShownReport[]
  readonly current: string
}): ReactElement => (
  <>
    <h2 className={css['listTitle']}>{title}</h2>
    <ul aria-label={title}>
      {list.map(({ id, name }) => (
        <li key={id}>
          <button
            type="button"
            className={css['item']}
            aria-current={id === current ? 'page' : undefined}
            onClick={() => openReport(id)}
          >
            <Name>{name}</Name>
          </button>
        </li>
      ))}
    </ul>
  </>
)

interface ReportListProps {
  readonly all: readonly ShownReport[]
  readonly current: string
}

export const ReportList = ({ all, current }: ReportListProps): ReactElement => {
  const { reports } = useStrings()
  const own = all.filter(({ ready }) => !ready)
  return (
    <nav className={css['list']} aria-label={reports.list}>
      <Items title={reports.ready} list={all.filter(({ ready }) => ready)} current={current} />
      {own.length > 0 ? (
        <Items title={reports.own} list={own} current={current} />
      ) : (
        <p className={css['listHint']}>{reports.noOwn}</p>
      )}
    </nav>
  )
}
