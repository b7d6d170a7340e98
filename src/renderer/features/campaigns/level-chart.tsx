import type { ReactElement } from 'react'
import type { Level } from '../../../shared/domain/objects.ts'
import { MOST_OBJECTS } from '../../../shared/domain/series.ts'
import { call } from '../../api.ts'
import { useServer } from '../../stores/server.ts'
import { useTables } from '../../stores/tables.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { ChartPanel } from '../../ui/chart-panel.tsx'
import type { ChartedObject } from '../../ui/chart-panel.tsx'
import { FailureBanner } from '../../ui/states.tsx'
import css from './campaigns.module.css'
import type { TableQuestion } from './use-table.ts'

const EVENTS = ['figures.changed', 'edits.changed', 'accounts.changed', 'kept.changed', 'rates.changed'] as const
/** As many lines as can be told apart without anybody having asked for them. */
const FIRST = 3

const readKnown = async (objectIds: readonly string[]): Promise<readonly ChartedObject[]> =>
  (await call('edits.known', { objectIds })).map(({ objectId: id, name, accountId }) => ({ id, name, accountId }))
const readFirst = async (asked: TableQuestion): Promise<readonly ChartedObject[]> => {
  const { rows } = await call('table.query', { ...asked, trend: null, offset: 0, limit: FIRST })
  return rows.flatMap(({ object }) =>
    object ? [{ id: object.id, name: object.name, accountId: object.accountId }] : [],
  )
}

interface LevelChartProps {
  readonly level: Level
  readonly asked: TableQuestion
  readonly chosen: ReadonlySet<string>
}

/** What is chosen over time, above the table, wherever it stands in it; the first rows where nothing is. */
export const LevelChart = ({ level, asked, chosen }: LevelChartProps): ReactElement => {
  const { charts, table } = useStrings()
  const ids = [...chosen].slice(0, MOST_OBJECTS)
  // Asked for by itself: which rows the table holds follows where it is scrolled to.
  const { value, failure, refresh } = useServer(
    `charted:${ids.length > 0 ? ids.join() : JSON.stringify(asked)}`,
    () => (ids.length > 0 ? readKnown(ids) : readFirst(asked)),
    EVENTS,
    { keepPrevious: true },
  )
  return (
    <div className={css['chart']}>
      {value === undefined && failure ? (
        <FailureBanner failure={failure} onRetry={() => void refresh()} />
      ) : (
        <ChartPanel
          level={level}
          objects={value ?? null}
          storageKey={`table ${level}`}
          height={150}
          empty={
            <>
              {charts.chosenGone}
              <Button size="small" onClick={() => useTables.getState().choose(level, new Set())}>
                {table.clearChosen}
              </Button>
            </>
          }
        />
      )}
    </div>
  )
}
